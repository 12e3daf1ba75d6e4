using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>A report that code scanning has.</summary>
internal sealed record FakeSarif(string Id, string Commit, string Ref, JsonNode Content)
{
    public int Asked { get; set; }
}

/// <content>Code scanning: takes reports, and says later what became of them.</content>
internal sealed partial class FakeGitHub
{
    private const int LargestSarif = 10 << 20;

    public bool HasCodeScanning { get; set; } = true;

    public bool CanUpload { get; set; } = true;

    /// <summary>How often it answers that it is not done.</summary>
    public int PendingAnswers { get; set; }

    public string[] ReadingErrors { get; set; } = [];

    public List<FakeSarif> Sarifs { get; } = [];

    /// <summary>What counts: of a commit, ref and category the newest.</summary>
    public IEnumerable<FakeSarif> Analyses => Sarifs.GroupBy(s => (s.Commit, s.Ref, s.Content["runs"]![0]!["automationDetails"]?["id"]?.ToString())).Select(g => g.Last());

    private FakeReply CreateSarif(JsonNode body)
    {
        if (!HasCodeScanning)
            return FakeReply.Error(403, "Advanced Security must be enabled for this repository to use code scanning.");
        if (!Commit().IsMatch(Text(body, "commit_sha") ?? "") || !Ref().IsMatch(Text(body, "ref") ?? ""))
            return FakeReply.Invalid("commit_sha or ref is invalid");
        try
        {
            var zipped = Convert.FromBase64String(Text(body, "sarif") ?? "");
            if (zipped.Length > LargestSarif)
                return FakeReply.Error(413, "The sarif field is too large");
            using var zip = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
            var content = JsonNode.Parse(zip)!;
            if (content["version"]?.ToString() != "2.1.0" || content["runs"] is not JsonArray { Count: > 0 and <= 20 })
                return FakeReply.Error(400, "The SARIF file is invalid");
            var sarif = new FakeSarif($"sarif-{++_lastId}", Text(body, "commit_sha")!, Text(body, "ref")!, content);
            Sarifs.Add(sarif);
            return Ok(new JsonObject { ["id"] = sarif.Id, ["url"] = $"{BaseAddress}{Repo}/code-scanning/sarifs/{sarif.Id}" }, 202);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            return FakeReply.Error(400, "The SARIF file is invalid");
        }
    }

    private FakeReply AskSarif(string id) =>
        Sarifs.Find(s => s.Id == id) is not { } sarif ? NotFound()
        : Ok(sarif.Asked++ < PendingAnswers ? new JsonObject { ["processing_status"] = "pending" }
            : new JsonObject
            {
                ["processing_status"] = ReadingErrors.Length > 0 ? "failed" : "complete",
                ["analyses_url"] = $"{BaseAddress}{Repo}/code-scanning/analyses?sarif_id={id}",
                ["errors"] = ReadingErrors.Length > 0 ? new JsonArray([.. ReadingErrors.Select(e => JsonValue.Create(e))]) : null,
            });

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Commit();

    [GeneratedRegex(@"\Arefs/(heads/.+|tags/.+|pull/[0-9]+/(merge|head))\z")]
    private static partial Regex Ref();
}
