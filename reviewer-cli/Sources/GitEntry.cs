namespace MlReview.Cli.Sources;

/// <summary>One file of a commit.</summary>
/// <param name="Path">Relative to the top of the repository, with forward slashes.</param>
/// <param name="Mode">Git's mode; what is neither a file nor executable is a link or a submodule.</param>
/// <param name="Object">The name of its content.</param>
internal sealed record GitEntry(string Path, string Mode, string Object, long Size)
{
    public bool IsFile => Mode is "100644" or "100755" or "100664";

    public bool IsSubmodule => Mode == "160000";

    /// <summary>Whether the path can be one below a directory of this machine, and leads nowhere else.</summary>
    public bool IsUsable =>
        !Path.Contains('�', StringComparison.Ordinal)
        && Path.Split('/').All(part => part is not ("" or "." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase) && part.AsSpan().IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) < 0)
        && PathRules.TryCombine(System.IO.Path.GetTempPath(), Path, out _) is not null;
}
