using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.AI;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Providers;
using MlReview.Cli.Llm.Slices;
using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Llm.Prompts;

/// <summary>One question of the first pass: what to look for, and the slices to look at.</summary>
internal sealed class ReviewRequest
{
    private const int MostOutput = 6_000;

    public ReviewRequest(ImmutableArray<Lane> lanes, ImmutableArray<Slice> slices, ImmutableArray<ProjectFact> facts)
    {
        Lanes = lanes;
        Slices = slices;
        var text = new StringBuilder();
        foreach (var lane in lanes)
            text.Append("## ").Append(lane.Id).Append('\n').Append(lane.Text).Append("\n\n");
        if (!facts.IsEmpty)
        {
            text.Append("What the project decided about itself. A contradiction of it is a finding and cites the heading; what is deferred is none.\n").Append(Fence.Opening("project")).Append('\n');
            foreach (var fact in facts)
                text.Append(fact.File).Append(", \"").Append(fact.Heading).Append("\": ").Append(fact.Text).Append('\n');
            text.Append(Fence.Closing).Append("\n\n");
        }
        text.AppendJoin("\n\n", slices.Select(slice => slice.Text));
        Messages = [new ChatMessage(ChatRole.System, PromptFile.Review), new ChatMessage(ChatRole.User, text.ToString())];
        Options = new ChatOptions { MaxOutputTokens = MostOutput, ResponseFormat = AnswerSchema.Review(lanes.Select(lane => lane.Id)) };
        Tokens = TokenEstimate.Of(Messages, Options);
    }

    public ImmutableArray<Lane> Lanes { get; }

    public ImmutableArray<Slice> Slices { get; }

    public ImmutableArray<ChatMessage> Messages { get; }

    public ChatOptions Options { get; }

    /// <summary>Of input, estimated.</summary>
    public int Tokens { get; }

    /// <summary>The same question once more, after an answer that could not be read.</summary>
    public static ChatMessage Again { get; } = new(ChatRole.User, "That answer could not be read. Answer again with one JSON object of the schema and nothing else.");
}
