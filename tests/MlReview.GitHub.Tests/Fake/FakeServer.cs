using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>A <see cref="FakeGitHub"/> on loopback, for the real client and the real program.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly string _prefix;

    private FakeServer(FakeGitHub github, string prefix)
    {
        (GitHub, _prefix) = (github, prefix);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(ReplyAsync);
    }

    public FakeGitHub GitHub { get; }

    /// <summary>What git finds here; null for nothing.</summary>
    public FakeGit? Git { get; set; }

    /// <summary>What <c>GITHUB_API_URL</c> is.</summary>
    public string Address => Host + _prefix;

    /// <summary>What <c>GITHUB_SERVER_URL</c> is.</summary>
    public string Host => _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <param name="prefix">The path that a GitHub Enterprise Server has its API under, such as <c>/api/v3</c>.</param>
    public static async Task<FakeServer> StartAsync(FakeGitHub github, string prefix = "")
    {
        var server = new FakeServer(github, prefix);
        await server._application.StartAsync();
        github.BaseAddress = server.Address;
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync(new CancellationToken(canceled: true));
        await _application.DisposeAsync();
    }

    private async Task ReplyAsync(HttpContext context)
    {
        if (Git?.Serves(context.Request) == true)
        {
            await Git.ReplyAsync(context);
            return;
        }
        var path = context.Request.Path + context.Request.QueryString.Value;
        var isQuery = path == _prefix.Replace("/v3", "/graphql", StringComparison.Ordinal) || path == "/graphql";
        path = isQuery ? "/graphql" : path.StartsWith(_prefix, StringComparison.Ordinal) ? path[_prefix.Length..] : "/elsewhere";
        var body = context.Request.ContentLength is > 0 || context.Request.Headers.TransferEncoding.Count > 0 ? await JsonNode.ParseAsync(context.Request.Body) : null;
        var headers = context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var (_, reply) = GitHub.Take(new FakeRequest(context.Request.Method, path, headers, body));
        if (reply is null)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
            context.Response.Headers[name] = value;
        if (reply.Body is not null)
            await context.Response.WriteAsJsonAsync(reply.Body);
    }
}
