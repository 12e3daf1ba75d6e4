using System.Text;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Findings;

/// <summary>Where the baseline of a review lies.</summary>
/// <param name="Path">Absolute.</param>
/// <param name="IsNamed">The user or the configuration names it: then it has to be there.</param>
/// <param name="IsTrusted">The user names it: then it may lie anywhere. A file of the repository may not lead out of it.</param>
internal sealed record BaselinePlace(string Path, bool IsNamed, bool IsTrusted)
{
    /// <param name="written">Of the command line; null when it names none.</param>
    /// <param name="configured">Of the configuration, absolute; null when it names none.</param>
    /// <param name="home">Where a new one is made: beside the configuration, else in the reviewed directory.</param>
    public static BaselinePlace Of(ReviewScope scope, string? written, string? configured, string home)
    {
        if (written is not null)
            return new(System.IO.Path.GetFullPath(written), true, true);
        if (configured is not null)
            return new(configured, true, false);
        for (var at = scope.BasePath; at is not null && PathRules.IsWithin(at, scope.Root.Directory); at = System.IO.Path.GetDirectoryName(at))
            if (scope.Root.Exists(In(at)))
                return new(In(at), false, false);
        return new(In(home), false, false);
    }

    public bool Exists(ReviewRoot root) => IsTrusted ? System.IO.Path.Exists(Path) : root.Exists(Path);

    /// <returns>An empty baseline where none has to be, or null and the sentence that says what is wrong.</returns>
    public Baseline? TryRead(ReviewRoot root, out string error)
    {
        error = "";
        if (!Exists(root) && !IsNamed)
            return Baseline.Empty;
        var content = IsTrusted ? ReadTrusted(out error) : root.TryReadBytes(Path, BaselineFile.LargestFile, out error);
        var baseline = content is null ? null : BaselineFile.TryRead(content, out error);
        if (baseline is null)
            error = $"The baseline '{NameIn(root)}' {error}.";
        return baseline;
    }

    /// <returns>The sentence that says what is wrong; empty when it was written.</returns>
    public string TryWrite(Baseline baseline, ReviewRoot root)
    {
        var reason = "";
        if ((IsTrusted ? Path : root.TryResolve(Path, out reason)) is not { } target)
            return $"The baseline '{NameIn(root)}' {reason}.";
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            var content = Encoding.UTF8.GetBytes(BaselineFile.Write(baseline));
            WholeFile.Write(target, file => file.Write(content));
            return "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"The baseline cannot be written to '{NameIn(root)}': {WholeFile.Reason(e)}.";
        }
    }

    public string NameIn(ReviewRoot root) => PathRules.IsWithin(Path, root.Directory) ? root.Relative(Path) : Path;

    private byte[]? ReadTrusted(out string reason)
    {
        reason = "";
        try
        {
            var file = new FileInfo(Path);
            reason = Directory.Exists(Path) ? "is a directory"
                : !file.Exists ? "does not exist; 'mlreview baseline' writes one"
                : file.Length > BaselineFile.LargestFile ? $"is larger than {BaselineFile.LargestFile >> 20} MiB"
                : "";
            return reason.Length > 0 ? null : File.ReadAllBytes(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            reason = "cannot be read: access is denied, or an input/output error";
            return null;
        }
    }

    private static string In(string directory) => System.IO.Path.Combine(directory, ".mlreview", "baseline.json");
}
