namespace MlReview.Cli.Llm.Slices;

/// <summary>How a file is cut into blocks.</summary>
internal enum Language
{
    CSharp,
    Python,
    Notebook,
    Yaml,
    Json,
    Toml,
    Dockerfile,
    Sql,

    /// <summary>Lists of packages and other lines without structure.</summary>
    Text,
}

internal static class Languages
{
    /// <summary>Null for files that no model is asked about.</summary>
    public static Language? Of(string path)
    {
        var name = Path.GetFileName(path).ToLowerInvariant();
        if (name.StartsWith("dockerfile", StringComparison.Ordinal) || name is "containerfile" || name.EndsWith(".dockerfile", StringComparison.Ordinal))
            return Language.Dockerfile;
        if (name is "requirements.txt" or "pipfile" or "conda.txt" || (name.StartsWith("requirements", StringComparison.Ordinal) && name.EndsWith(".txt", StringComparison.Ordinal)))
            return Language.Text;
        // Locks and generated data: nobody wrote them.
        if (name.EndsWith(".lock.json", StringComparison.Ordinal) || name is "package-lock.json" or "poetry.lock" or "project.assets.json" or "uv.lock")
            return null;
        return Path.GetExtension(name) switch
        {
            ".cs" => Language.CSharp,
            ".py" => Language.Python,
            ".ipynb" => Language.Notebook,
            ".dib" => Language.Notebook,
            ".yml" or ".yaml" => Language.Yaml,
            ".json" => Language.Json,
            ".toml" or ".cfg" or ".ini" => Language.Toml,
            ".sql" => Language.Sql,
            _ => null,
        };
    }

    public static string NameOf(Language language) => language switch
    {
        Language.CSharp => "C#",
        Language.Text => "text",
        _ => language.ToString(),
    };
}
