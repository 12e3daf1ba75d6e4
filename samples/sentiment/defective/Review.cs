namespace Sentiment;

public sealed class Review
{
    public bool Label { get; set; }

    public string Text { get; set; } = "";

    /// <summary>Reads one line of the form "1&lt;tab&gt;text".</summary>
    public static Review Parse(string line)
    {
        var tab = line.IndexOf('\t');
        return new Review { Label = line[..tab] == "1", Text = line[(tab + 1)..] };
    }
}
