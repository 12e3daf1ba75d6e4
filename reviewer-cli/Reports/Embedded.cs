namespace MlReview.Cli.Reports;

/// <summary>Texts that are built into the tool.</summary>
internal static class Embedded
{
    public static string Text(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream("reports/" + name) ?? throw new InvalidOperationException($"The tool was built without {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
