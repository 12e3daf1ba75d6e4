using System.Text.Json.Nodes;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>A file of the pull request; its lines that take comments are worked out here a second time, on purpose not with the reviewer's parser.</summary>
internal sealed class FakeFile(string path, string? patch, string status = "modified", string? previous = null)
{
    public string Path => path;

    public string? Patch => patch;

    /// <summary>New-side line to the number of its hunk.</summary>
    public Dictionary<int, int> Lines { get; } = LinesOf(patch);

    public int Additions { get; init; } = Count(patch, '+');

    public int Deletions { get; init; } = Count(patch, '-');

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["sha"] = "0", ["filename"] = path, ["status"] = status, ["additions"] = Additions, ["deletions"] = Deletions, ["changes"] = Additions + Deletions };
        if (patch is not null)
            json["patch"] = patch;
        if (previous is not null)
            json["previous_filename"] = previous;
        return json;
    }

    private static int Count(string? patch, char sign) => (patch ?? "").Split('\n').Count(l => l.StartsWith(sign));

    private static Dictionary<int, int> LinesOf(string? patch)
    {
        var lines = new Dictionary<int, int>();
        var (hunk, line) = (0, 0);
        foreach (var text in (patch ?? "").Split('\n'))
        {
            if (text.StartsWith("@@ ", StringComparison.Ordinal))
            {
                hunk++;
                line = int.Parse(text.Split('+')[1].Split(' ')[0].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
            }
            else if (text.StartsWith(' ') || text.StartsWith('+'))
                lines[line++] = hunk;
        }
        return lines;
    }
}

internal sealed class FakeComment
{
    public required long Id { get; init; }

    public required string Author { get; init; }

    public required string Body { get; set; }

    public bool IsMinimized { get; set; }

    public string NodeId => $"PRRC_{Id}";
}

/// <summary>A thread at a place of the diff; it is gone when its last comment is.</summary>
internal sealed class FakeThread
{
    public required string Id { get; init; }

    public required string Path { get; init; }

    /// <summary>Null for a comment on the file.</summary>
    public int? Line { get; init; }

    public int? StartLine { get; init; }

    public bool IsResolved { get; set; }

    public string? ResolvedBy { get; set; }

    public List<FakeComment> Comments { get; } = [];
}

internal sealed class FakeReview
{
    public required long Id { get; init; }

    public required string Author { get; init; }

    public required string State { get; init; }

    public required string Body { get; init; }

    public string CommitId { get; init; } = "";
}

internal sealed class FakeCheckRun
{
    public required long Id { get; init; }

    public required JsonObject Content { get; init; }

    public string Name => Content["name"]!.GetValue<string>();

    public string HeadSha => Content["head_sha"]!.GetValue<string>();

    public List<JsonNode> Annotations { get; } = [];
}
