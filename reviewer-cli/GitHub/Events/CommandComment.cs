using MlReview.Cli.Llm.Lanes;

namespace MlReview.Cli.GitHub.Events;

/// <summary><c>/mlops-code-review [ml|general]</c>, the first line of a comment on a pull request.</summary>
/// <param name="Only">The pass that was asked for; null for both.</param>
/// <param name="IsUnderstood">False when something else follows the command.</param>
internal sealed record CommandComment(Pass? Only, bool IsUnderstood)
{
    public const string Usage = "/mlops-code-review [ml|general]";

    private const string Name = "/mlops-code-review";

    /// <summary>Those who may write to the repository: nobody else can spend its budget.</summary>
    private static readonly string[] s_heard = ["OWNER", "MEMBER", "COLLABORATOR"];

    /// <param name="association">As GitHub has it of the comment's author.</param>
    public static bool IsHeard(string association) => s_heard.Contains(association, StringComparer.Ordinal);

    /// <returns>Null for a comment that is no command.</returns>
    public static CommandComment? TryRead(string body)
    {
        var end = body.AsSpan().IndexOfAny('\n', '\r');
        var words = (end < 0 ? body : body[..end]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [var name, ..] when !name.Equals(Name, StringComparison.OrdinalIgnoreCase) => null,
            [] => null,
            [_] => new CommandComment(null, true),
            [_, var pass] when pass.Equals("ml", StringComparison.OrdinalIgnoreCase) => new CommandComment(Pass.Ml, true),
            [_, var pass] when pass.Equals("general", StringComparison.OrdinalIgnoreCase) => new CommandComment(Pass.General, true),
            _ => new CommandComment(null, false),
        };
    }
}
