using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Providers;

/// <summary>
/// How many tokens a text will be, before anybody counted them. Code takes more of them than prose; 3.5 characters to a token errs on the side
/// of too many for English and about right for code.
/// </summary>
internal static class TokenEstimate
{
    private const double CharactersPerToken = 3.5;

    public static int Of(int characters) => (int)Math.Ceiling(characters / CharactersPerToken);

    /// <summary>All that is sent: messages and schema.</summary>
    public static int Of(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        Of(messages.Sum(message => message.Text.Length) + (options?.Instructions?.Length ?? 0)
            + ((options?.ResponseFormat as ChatResponseFormatJson)?.Schema?.GetRawText().Length ?? 0));
}
