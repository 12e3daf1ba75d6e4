using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.AI;
using MlReview.Cli.Llm.Grounding;
using MlReview.Cli.Llm.Slices;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Prompts;

/// <summary>The second question, about one candidate alone: the code around it, the claim, and nothing of what the first answer was built on.</summary>
internal static class VerificationRequest
{
    private const int MostOutput = 1_500;
    private const int MostLines = 60;
    private const int MostCharacters = 2_600;

    public static ChatOptions Options { get; } = new() { MaxOutputTokens = MostOutput, ResponseFormat = AnswerSchema.Verdict };

    public static ImmutableArray<ChatMessage> Messages(Candidate candidate)
    {
        var claim = string.Create(CultureInfo.InvariantCulture, $"{Fence.Opening("claim")}\nline {candidate.FirstLine}: {candidate.Title}\n{candidate.Issue}\n{Fence.Closing}");
        return [new ChatMessage(ChatRole.System, PromptFile.Verify), new ChatMessage(ChatRole.User, Context(candidate) + "\n\n" + claim)];
    }

    private static string Context(Candidate candidate)
    {
        var file = candidate.File;
        var block = file.BlockAt(candidate.FirstIndex) ?? new Block("file", 0, file.Lines.Length - 1);
        // Outwards from the quoted lines, in turns, as far as the limits allow.
        var (first, last) = (candidate.FirstIndex, candidate.LastIndex);
        var characters = Enumerable.Range(first, last - first + 1).Sum(Length);
        while (last - first + 1 < MostLines)
        {
            var isLower = last < block.Last && (first <= block.First || candidate.FirstIndex - first > last - candidate.LastIndex);
            var next = isLower ? last + 1 : first - 1;
            if ((!isLower && first <= block.First) || (characters += Length(next)) > MostCharacters)
                break;
            (first, last) = isLower ? (first, next) : (next, last);
        }
        var shown = Enumerable.Range(first, last - first + 1).ToImmutableArray();
        return new Slice(file, block.Name, shown, []).Render([.. Enumerable.Range(candidate.FirstIndex, candidate.LastIndex - candidate.FirstIndex + 1)]);

        int Length(int index) => file.Lines[index].Text.Length + 6 + file.Lines[index].Removed.Sum(line => line.Length + 3);
    }
}
