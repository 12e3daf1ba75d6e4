using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Trust;

/// <summary>
/// The border between what we ask and what we ask about. Prompts are written with a place holder that no data can contain (data is made printable
/// first, and the place holder is not); the border itself is drawn at random at the last moment, so that no text in a repository can forge it,
/// and answers can still be looked up by their question.
/// </summary>
internal static class Fence
{
    /// <summary>A character for private use: data that contains it shows it as an escape.</summary>
    public const char PlaceHolder = '\uE0FE';

    public static string Opening(string what) => $"<data-{PlaceHolder} {what}>";

    public static string Closing => $"</data-{PlaceHolder}>";

    public static string Draw() => RandomNumberGenerator.GetHexString(24, lowercase: true);
}

/// <summary>Draws the border into every request. It stands next to the provider, behind whatever looks at requests.</summary>
internal sealed class FencedChatClient(IChatClient inner) : DelegatingChatClient(inner)
{
    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var border = Fence.Draw();
        var drawn = options?.Clone();
        if (drawn?.Instructions is { } instructions)
            drawn.Instructions = Fill(instructions, border);
        return base.GetResponseAsync(messages.Select(message => new ChatMessage(message.Role, Fill(message.Text, border))), drawn, cancellationToken);
    }

    private static string Fill(string text, string border) => text.Replace(Fence.PlaceHolder.ToString(CultureInfo.InvariantCulture), border, StringComparison.Ordinal);
}
