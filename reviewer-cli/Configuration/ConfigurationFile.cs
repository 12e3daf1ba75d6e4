using MlReview.Cli.Sources;

namespace MlReview.Cli.Configuration;

/// <summary>Finds and reads <c>.mlreview.yml</c>: the nearest one from the reviewed path up to the review root.</summary>
internal static class ConfigurationFile
{
    public const string Name = ".mlreview.yml";

    private const int LargestFile = 1 << 20;

    /// <returns>What the file says, an empty configuration without one, or null and the sentence that says what is wrong.</returns>
    public static ReviewConfiguration? TryFind(ReviewRoot root, string basePath, out string error)
    {
        error = "";
        for (var at = basePath; at is not null && PathRules.IsWithin(at, root.Directory); at = Path.GetDirectoryName(at))
        {
            if (root.Exists(Path.Combine(at, Name)))
                return TryRead(root, Path.Combine(at, Name), out error);
            // A file that is silently not read would be worse than none.
            if (root.Exists(Path.Combine(at, ".mlreview.yaml")))
            {
                error = $"'{root.Relative(Path.Combine(at, ".mlreview.yaml"))}' is not read; name it {Name}.";
                return null;
            }
        }
        return new ReviewConfiguration(basePath);
    }

    private static ReviewConfiguration? TryRead(ReviewRoot root, string path, out string error)
    {
        var name = root.Relative(path);
        if (root.TryReadBytes(path, LargestFile, out error) is not { } bytes)
        {
            error = $"'{name}' {error}.";
            return null;
        }
        var text = System.Text.Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        var configuration = TryParse(text, new ReviewConfiguration(Path.GetDirectoryName(path)!) { File = path }, out var wrong);
        error = wrong is null ? "" : FormattableString.Invariant($"{name}, line {wrong.Line}, column {wrong.Column}: {wrong.Message}.");
        return configuration;
    }

    /// <param name="start">What holds where the text says nothing.</param>
    public static ReviewConfiguration? TryParse(string text, ReviewConfiguration start, out ConfigurationError? error)
    {
        var root = YamlReader.TryRead(text, out error);
        if (error is not null)
            return null;
        if (root is null or YamlText { IsNothing: true })
            return start;
        if (root is not YamlMap map)
        {
            error = new ConfigurationError(root.Line, root.Column, $"keys are expected here: {Accepted}");
            return null;
        }
        var configuration = start;
        foreach (var (key, value) in map.Pairs)
        {
            if (ConfigurationKeys.All.FirstOrDefault(k => k.Name.Equals(key.Text, StringComparison.Ordinal)) is not { } known)
            {
                var nearest = NearestWord.Of(key.Text, ConfigurationKeys.All.Select(k => k.Name));
                error = new ConfigurationError(key.Line, key.Column, $"there is no key {ConfigurationKey.Quoted(key.Text)}; the nearest is '{nearest}', and all are: {Accepted}");
                return null;
            }
            if (known.Read(value, configuration, out error) is not { } next)
                return null;
            configuration = next;
        }
        return configuration;
    }

    private static string Accepted => string.Join(", ", ConfigurationKeys.All.Select(k => k.Name));
}
