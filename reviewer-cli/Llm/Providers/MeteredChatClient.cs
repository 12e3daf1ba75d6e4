using Microsoft.Extensions.AI;

namespace MlReview.Cli.Llm.Providers;

/// <summary>Lets no call start that the budget might not cover, and counts what each one took.</summary>
internal sealed class MeteredChatClient(IChatClient inner, TokenBudget budget, UsageMeter meter) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sent = messages.ToList();
        var input = TokenEstimate.Of(sent, options);
        var most = input + (options?.MaxOutputTokens ?? 0);
        if (!budget.TryReserve(most))
            throw new ModelCallException(CallFault.OverBudget, $"the call may take {most} tokens and {budget.Left} are left");
        // Until the opposite is known, all that was set aside is spent.
        var taken = (Input: (long)input, Output: (long)(most - input));
        var isAnswered = false;
        try
        {
            var response = await base.GetResponseAsync(sent, options, cancellationToken).ConfigureAwait(false);
            taken = (response.Usage?.InputTokenCount ?? input, response.Usage?.OutputTokenCount ?? TokenEstimate.Of(response.Text.Length));
            isAnswered = true;
            return response;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var fault = ModelCallException.Of(e);
            if (!fault.MayCost)
                taken = (0, 0);
            throw fault;
        }
        finally
        {
            budget.Settle(most, taken.Input + taken.Output);
            meter.Count(usage => usage with
            {
                Calls = usage.Calls + 1,
                Failed = usage.Failed + (isAnswered ? 0 : 1),
                InputTokens = usage.InputTokens + taken.Input,
                OutputTokens = usage.OutputTokens + taken.Output,
            });
        }
    }
}
