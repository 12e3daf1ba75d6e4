using System.Text.Json;
using MlReview.Cli.Reports;
using MlReview.Cli.Rules;

namespace MlReview.Cli.Tests.Commands;

/// <summary><c>mlreview rules</c> and <c>mlreview explain</c>.</summary>
public sealed class RulesCommandTests
{
    private const int Width = 80;

    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(r => r.Id)];

    [Fact]
    public async Task Rules_is_a_table_in_80_columns()
    {
        var run = await Tool.RunAsync("rules");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.Split('\n');
        Assert.All(lines, line => Assert.True(line.Length <= Width, line));
        Assert.Equal(RuleCatalog.All.Select(r => r.Id).Order(StringComparer.Ordinal), lines.Where(line => line.StartsWith("MLR", StringComparison.Ordinal)).Select(line => line[..6]).Order(StringComparer.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("MLR101  Learned before split ", StringComparison.Ordinal) && line.EndsWith("  Warning   Critical", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("MLR403  Saved without evaluation ", StringComparison.Ordinal) && line.EndsWith("  Info      Major", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Rules_as_data_have_every_severity()
    {
        var run = await Tool.RunAsync("rules", "--format", "json");
        var rule = JsonDocument.Parse(run.Output).RootElement.GetProperty("rules").EnumerateArray().Single(r => r.GetProperty("id").GetString() == "MLR101");
        Assert.Equal("Learned before split", rule.GetProperty("title").GetString());
        Assert.Equal("Leakage", rule.GetProperty("category").GetString());
        Assert.Equal(["warning", "info"], rule.GetProperty("severity").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(["critical", "major", "minor"], rule.GetProperty("finding").EnumerateArray().Select(s => s.GetString()));
        Assert.EndsWith("/MLR101.md", rule.GetProperty("help").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_format_that_does_not_exist_is_one_sentence()
    {
        var run = await Tool.RunAsync("rules", "--format", "yaml");
        Assert.Equal((2, "mlreview: --format does not know 'yaml'; it takes terminal or json.", ""), (run.ExitCode, run.Error.Trim(), run.Output));
    }

    [Theory]
    [InlineData("MLR101")]
    [InlineData("mlr101")]
    [InlineData("101")]
    public async Task Explain_shows_the_page(string id)
    {
        var run = await Tool.RunAsync("explain", id);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var lines = run.Output.TrimStart().Split('\n');
        Assert.Equal("MLR101: Learned before split", lines[0]);
        foreach (var heading in new[] { "What it finds", "Why it costs money", "Bad", "Good", "When to suppress", "Options" })
            Assert.Contains(heading, lines);
        Assert.Contains(lines, line => line.StartsWith("  Severity   Warning", StringComparison.Ordinal));
        Assert.Contains("    var ml = new MLContext(seed: 1);", lines);
        Assert.EndsWith("/docs/rules/MLR101.md", run.Output.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MLR100", "MLR101")]
    [InlineData("MRL101", "MLR101")]
    [InlineData("MLR1031", "MLR103")]
    [InlineData("seed", "MLR001")]
    [InlineData("\u001b[31m", "MLR")]
    public async Task A_rule_that_does_not_exist_is_one_sentence_with_the_nearest(string id, string nearest)
    {
        var run = await Tool.RunAsync("explain", id);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Contains($"the nearest is {nearest}", run.Error, StringComparison.Ordinal);
        Assert.EndsWith(", and 'mlreview rules' lists all.", run.Error.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', run.Error);
    }

    [Fact]
    public async Task Explain_without_a_rule_is_one_sentence()
    {
        var run = await Tool.RunAsync("explain");
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    /// <summary>Only what cannot be broken may be longer: an address, a literal, a name.</summary>
    [Theory, MemberData(nameof(Ids))]
    public void Every_page_is_readable_in_80_columns(string id)
    {
        var page = RulePage.TryRead(id);
        Assert.NotNull(page);
        foreach (var style in new[] { false, true })
        {
            var text = new StringWriter();
            new PageReport(new Style(style)).Write(page, text);
            foreach (var line in text.ToString().Split('\n'))
                Assert.True(VisibleLength(line) <= Width || line.Trim() is var part && (part.Contains("$\"", StringComparison.Ordinal) || !part.Contains(' ', StringComparison.Ordinal)), line);
            Assert.Equal(style, text.ToString().Contains('\u001b', StringComparison.Ordinal));
            Assert.DoesNotContain("](", text.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("```", text.ToString(), StringComparison.Ordinal);
        }
    }

    private static int VisibleLength(string line)
    {
        var length = 0;
        var isHidden = false;
        foreach (var c in line.TrimEnd('\r'))
        {
            isHidden |= c == '\u001b';
            if (!isHidden)
                length++;
            isHidden &= c != 'm';
        }
        return length;
    }
}
