namespace MlReview.Cli.GitHub;

internal enum Repeat
{
    /// <summary>Changes nothing: a repetition is free, and a known answer is good as long as the server says so.</summary>
    Reading,

    /// <summary>Carried out twice it has the effect of once.</summary>
    Harmless,

    /// <summary>Carried out twice it leaves two of something.</summary>
    Creating,
}

/// <param name="Content">Written as JSON; null for none.</param>
internal sealed record GitHubRequest(HttpMethod Method, Uri Uri, Repeat Repeat, object? Content = null)
{
    public bool Writes => Repeat != Repeat.Reading;
}
