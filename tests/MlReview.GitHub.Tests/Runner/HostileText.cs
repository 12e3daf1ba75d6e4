using FsCheck;
using FsCheck.Fluent;

namespace MlReview.GitHub.Tests.Runner;

/// <summary>Texts that would like to be commands.</summary>
internal static class HostileText
{
    private static readonly string[] s_pieces =
    [
        "::", ":", "#", "##[", "##", "[", "]", "::add-mask::x", "::set-env name=PATH::.", "##[add-matcher]x", "::stop-commands::x", "warning", "%0A", "%25", "%", ",", "=", "file=",
        "<<", "EOF", "<<EOF\n", "a", "é", "数", "😀", "\ud83d", " ", "\t", "\n", "\r", "\r\n", "\0", "\u001b[31m", "\u0085", "\u00a0", "\u00ad", "\u0301", "\u200b", "\u2028", "\u2060", "\ufeff", "`", "/", "..",
    ];

    public static Gen<string> Any { get; } = Gen.Elements(s_pieces).ListOf().Select(string.Concat);
}
