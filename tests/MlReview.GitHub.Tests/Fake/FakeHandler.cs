using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>The way to a <see cref="FakeGitHub"/> without a network, for tests that send many thousands of requests.</summary>
internal sealed class FakeHandler(FakeGitHub github, Func<Task>? turn = null) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
        var headers = request.Headers.ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        if (turn is not null)
            await turn();
        var (fault, reply) = github.Take(new FakeRequest(request.Method.Method, request.RequestUri!.PathAndQuery, headers, body));
        if (reply is null)
        {
            throw fault is FakeFault.CutBefore or FakeFault.CutAfter
                ? new HttpRequestException("The connection was cut.")
                : new TaskCanceledException("The request timed out.", new TimeoutException());
        }
        var response = new HttpResponseMessage((HttpStatusCode)reply.Status) { RequestMessage = request };
        response.Content = new StringContent(reply.Body?.ToJsonString() ?? "", Encoding.UTF8, "application/json");
        foreach (var (name, value) in reply.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }
}
