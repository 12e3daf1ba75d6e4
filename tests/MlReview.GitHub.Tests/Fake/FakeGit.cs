using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using MlReview.Cli.Tests.Changes;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>A repository as GitHub serves it to git over HTTP: any commit that it holds, to whoever has the token.</summary>
/// <param name="directory">A repository on disk.</param>
/// <param name="path">Where it is served, such as <c>/octo/models.git</c>.</param>
internal sealed class FakeGit(string directory, string path)
{
    private static readonly string s_authorization = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes("x-access-token:" + FakeGitHub.Token));

    public bool IsPublic { get; init; }

    /// <summary>The number of requests that are answered with 500 first.</summary>
    public int Faults { get; set; }

    /// <summary>Where every request is sent instead; null for nowhere.</summary>
    public string? RedirectTo { get; set; }

    /// <summary>What the requests had to show.</summary>
    public ConcurrentQueue<string> Authorizations { get; } = [];

    public bool Serves(HttpRequest request) => request.Path.StartsWithSegments(path, StringComparison.Ordinal);

    public async Task ReplyAsync(HttpContext context)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        Authorizations.Enqueue(authorization);
        var isInfo = context.Request.Path.Value!.EndsWith("/info/refs", StringComparison.Ordinal) && context.Request.QueryString.Value == "?service=git-upload-pack";
        context.Response.StatusCode = RedirectTo is not null ? 301
            : authorization != s_authorization && !(IsPublic && authorization.Length == 0) ? 401
            : Faults-- > 0 ? 500
            : isInfo || context.Request.Path.Value.EndsWith("/git-upload-pack", StringComparison.Ordinal) ? 200 : 404;
        if (RedirectTo is not null)
            context.Response.Headers.Location = RedirectTo + context.Request.Path + context.Request.QueryString;
        if (context.Response.StatusCode != 200)
            return;
        context.Response.ContentType = isInfo ? "application/x-git-upload-pack-advertisement" : "application/x-git-upload-pack-result";
        var version = context.Request.Headers["Git-Protocol"].ToString();
        if (isInfo && version != "version=2")
            await context.Response.WriteAsync("001e# service=git-upload-pack\n0000");
        var isPacked = context.Request.Headers.ContentEncoding == "gzip";
        await using var body = isPacked ? new GZipStream(context.Request.Body, CompressionMode.Decompress) : context.Request.Body;
        await RunAsync(isInfo ? ["--advertise-refs"] : [], version, isInfo ? Stream.Null : body, context.Response.Body);
    }

    private async Task RunAsync(string[] options, string version, Stream input, Stream output)
    {
        var start = new ProcessStartInfo(GitTree.Program) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "uploadpack.allowAnySHA1InWant=true", "-c", "safe.directory=*", "upload-pack", "--stateless-rpc", .. options, directory])
            start.ArgumentList.Add(argument);
        start.Environment["GIT_PROTOCOL"] = version;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        await input.CopyToAsync(process.StandardInput.BaseStream);
        process.StandardInput.Close();
        await reading;
        await process.WaitForExitAsync();
        await error;
    }
}
