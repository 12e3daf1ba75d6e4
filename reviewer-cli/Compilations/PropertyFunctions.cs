using System.Text.RegularExpressions;

namespace MlReview.Cli.Compilations;

/// <summary>
/// The few property functions that nearly every larger repository uses to find its own files. Each is answered by reading inside the
/// review root; every other function is unknown.
/// </summary>
internal sealed partial class PropertyFunctions(ProjectWalk walk, string projectDirectory)
{
    public string? Evaluate(string inner)
    {
        if (CallPattern().Match(inner) is not { Success: true } call)
            return null;
        var arguments = call.Groups["arguments"].Value.Split(',').Select(a => walk.Properties.Expand(a.Trim().Trim('\'', '"', '`'))).ToArray();
        if (arguments.Any(a => a is null))
            return null;
        return (call.Groups["type"].Value.ToUpperInvariant(), call.Groups["name"].Value.ToUpperInvariant(), arguments) switch
        {
            ("MSBUILD", "GETPATHOFFILEABOVE", [var name]) => Above(projectDirectory, name!) ?? "",
            ("MSBUILD", "GETPATHOFFILEABOVE", [var name, var start]) => Above(start!, name!) ?? "",
            ("MSBUILD", "GETDIRECTORYNAMEOFFILEABOVE", [var start, var name]) => Above(start!, name!) is { } file ? Path.GetDirectoryName(file) : "",
            ("MSBUILD", "NORMALIZEPATH", _) => Combine(arguments!),
            ("MSBUILD", "NORMALIZEDIRECTORY", _) => Combine(arguments!) + "/",
            ("MSBUILD", "ENSURETRAILINGSLASH", [var path]) => path!.TrimEnd('/', '\\') + "/",
            ("SYSTEM.IO.PATH", "COMBINE", _) => Combine(arguments!),
            ("SYSTEM.IO.PATH", "GETFULLPATH", [_]) => Combine(arguments!),
            _ => null,
        };
    }

    private string? Above(string start, string name) => walk.FileAbove(Combine([start]), name);

    private string Combine(string?[] parts) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(parts.Aggregate(projectDirectory, (path, part) => Path.Combine(path, part!.Replace('\\', '/')))));

    [GeneratedRegex(@"^\[(?<type>[A-Za-z.]+)\]::(?<name>[A-Za-z]+)\((?<arguments>[^()]*(\([^()]*\)[^()]*)*)\)$", RegexOptions.NonBacktracking)]
    private static partial Regex CallPattern();
}
