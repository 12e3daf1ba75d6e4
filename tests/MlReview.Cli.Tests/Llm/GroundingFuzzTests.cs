using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlReview.Cli.Llm.Grounding;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Slices;

namespace MlReview.Cli.Tests.Llm;

/// <summary>Random answers to random changes: a finding never stands on a line that is not its quote.</summary>
public sealed class GroundingFuzzTests
{
    private const int Changes = 1_000;
    private const int AnswersPerChange = 10;

    private static readonly string[] s_lines =
    [
        "x = load()", "    x = load()", "model.fit(rows)", "    return total", "}", "", "  ", "}", "# note", "rows[\"a\"] = 1", "def f(a):", "\tif a:", "var x = 1;", "password = \"hunter2hunter2\"",
        "print('\u202e')", "long = [" + new string('1', 400) + "]", "class A", "{", "    public int B { get; set; }", "x=load()", "emoji = '😀'",
    ];

    private static readonly string[] s_names = ["train.py", "src/Program.cs", "config.yml", "query.sql", "Dockerfile", "a.json", "requirements.txt", "b.toml"];

    [Theory]
    [InlineData(1)]
    [InlineData(20261121)]
    public void No_finding_stands_on_a_line_that_is_not_its_quote(int seed)
    {
        var random = new Random(seed);
        var grounded = 0;
        for (var i = 0; i < Changes; i++)
        {
            var files = s_names.OrderBy(_ => random.Next()).Take(random.Next(1, 4)).Select(name => RandomFile(name, random)).ToList();
            var slices = files.SelectMany(file => Slicer.Of(file, SliceFacts.None)).ToImmutableArray();
            for (var k = 0; k < AnswersPerChange; k++)
            {
                var answer = RandomAnswer(files, random);
                var read = new AnswerReader(slices, LaneCatalog.All, new DropCounts()).TryRead(answer);
                if (read is null)
                    continue;
                var quotes = Quotes(answer);
                foreach (var candidate in read.Candidates)
                {
                    grounded++;
                    var quoted = quotes[candidate.Title].Where(line => line.Trim().Length > 0).Select(line => line.Trim());
                    var stands = Enumerable.Range(candidate.FirstIndex, candidate.LastIndex - candidate.FirstIndex + 1).ToList();
                    Assert.Equal(quoted, stands.Select(index => candidate.File.Lines[index].Text.Trim()).Where(line => line.Length > 0));
                    Assert.Contains(slices, slice => slice.File == candidate.File);
                    Assert.All(stands, index => Assert.Contains(slices, slice => slice.File == candidate.File && slice.Shown.Contains(index)));
                    Assert.True(candidate.FirstLine <= candidate.LastLine);
                }
            }
        }
        // Otherwise this tests nothing.
        Assert.True(grounded > Changes, $"{grounded} findings were grounded");
    }

    private static ShownFile RandomFile(string name, Random random)
    {
        var lines = Enumerable.Range(0, random.Next(1, 40)).Select(_ => s_lines[random.Next(s_lines.Length)] + (random.Next(3) == 0 ? $"  # {random.Next(30)}" : "")).ToList();
        lines[random.Next(lines.Count)] = "import os";
        var written = Enumerable.Range(1, lines.Count).Where(_ => random.Next(3) > 0).ToHashSet();
        var removed = Enumerable.Range(1, lines.Count + 1).Where(_ => random.Next(8) == 0).ToImmutableDictionary(line => line, _ => ImmutableArray.Create(s_lines[random.Next(s_lines.Length)]));
        return ModelRun.File(name, string.Join(random.Next(2) == 0 ? "\n" : "\r\n", lines), random.Next(4) == 0 ? null : new FileChange(written.Contains, removed));
    }

    private static string RandomAnswer(List<ShownFile> files, Random random)
    {
        var findings = new JsonArray([.. Enumerable.Range(0, random.Next(0, 6)).Select(i => (JsonNode?)RandomFinding(i, files, random))]);
        var answer = new JsonObject { ["findings"] = findings, ["positives"] = random.Next(3) == 0 ? findings.DeepClone() : new JsonArray() }.ToJsonString();
        return random.Next(10) switch
        {
            0 => answer[..random.Next(answer.Length)],
            1 => "```json\n" + answer + "\n```",
            2 => answer.Insert(random.Next(answer.Length), "\u0000"),
            3 => answer.Replace("\"findings\"", "\"result\"", StringComparison.Ordinal),
            4 => answer.Replace("[", "{", StringComparison.Ordinal),
            _ => answer,
        };
    }

    private static JsonObject RandomFinding(int number, List<ShownFile> files, Random random)
    {
        var file = files[random.Next(files.Count)];
        var index = random.Next(file.Lines.Length);
        var quote = file.Lines.Skip(index).Take(random.Next(1, 4)).Select(line => line.Text).ToList();
        for (var i = 0; i < quote.Count; i++)
            quote[i] = random.Next(8) switch { 0 => quote[i].Trim(), 1 => "   " + quote[i], 2 => s_lines[random.Next(s_lines.Length)], 3 when random.Next(3) == 0 => quote[i] + "x", _ => quote[i] };
        var finding = new JsonObject
        {
            ["lane"] = random.Next(15) == 0 ? "nonsense" : LaneCatalog.All[random.Next(LaneCatalog.All.Length)].Id,
            ["severity"] = random.Next(15) == 0 ? "CRITICAL" : "major",
            ["file"] = random.Next(15) == 0 ? "../etc/passwd" : random.Next(10) == 0 ? "./" + file.Name : file.Name,
            ["line"] = random.Next(4) == 0 ? random.Next(-5, 60) : file.Lines[index].Number,
            ["quote"] = new JsonArray([.. quote.Select(line => (JsonNode)line)]),
            ["title"] = $"finding {number}",
            ["issue"] = "because",
            ["impact"] = "",
            ["fix"] = "",
            ["evidence"] = "",
            ["replacement"] = random.Next(2) == 0 ? null : new JsonArray("x = 1"),
            ["confidence"] = "likely",
        };
        switch (random.Next(20))
        {
            case 0:
                finding.Remove(finding.ElementAt(random.Next(finding.Count)).Key);
                break;
            case 1:
                finding["line"] = "12";
                break;
            case 2:
                finding["quote"] = new JsonArray(1, null);
                break;
            case 3:
                finding["line"] = 1e30;
                break;
        }
        return finding;
    }

    private static Dictionary<string, List<string>> Quotes(string answer)
    {
        using var json = JsonDocument.Parse(answer.Trim('`').Replace("json\n", "", StringComparison.Ordinal));
        return json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(finding => finding.TryGetProperty("title", out _) && finding.TryGetProperty("quote", out var quote) && quote.ValueKind == JsonValueKind.Array && quote.EnumerateArray().All(line => line.ValueKind == JsonValueKind.String))
            .ToDictionary(finding => finding.GetProperty("title").GetString()!, finding => finding.GetProperty("quote").EnumerateArray().Select(line => line.GetString()!).ToList());
    }
}
