using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Reports.Pictures;
using MlReview.Cli.Tests.Reports;

namespace MlReview.Cli.Tests.Pictures;

[Collection(SamplesCollection.Name)]
public sealed partial class GraphReportTests(SamplesReview samples)
{
    private const string Hostile = "\"]; click n1 \"javascript:alert(1)\"\n```\n%%{init:{}}%% <img src=x> #quot; `b` 1. - ; end @octocat";

    private static string Write(string format, ReviewResult result)
    {
        var output = new StringWriter();
        new GraphReport(format).Write(result, output);
        return output.ToString();
    }

    private static ReviewResult WithHostileNames()
    {
        var picture = PictureLayoutTests.Graph(3, [(0, 1), (1, 2)]);
        return SarifReportTests.Result() with
        {
            Pictures =
            [
                picture with
                {
                    Title = Hostile,
                    Project = Hostile,
                    Nodes = [.. picture.Nodes.Select(node => node with { Name = Hostile, Detail = Hostile, Line = Hostile, Steps = [new PictureStep(Hostile, true, false, node.Place)] })],
                    Edges = [.. picture.Edges.Select(edge => edge with { Label = Hostile })],
                },
            ],
        };
    }

    [Fact]
    public void Svg_is_xml_with_every_node_and_edge()
    {
        var sheet = XDocument.Parse(Write("svg", samples.Result));
        var svg = PictureSvg.Svg;
        Assert.Equal(samples.Marked.Sum(picture => picture.Nodes.Length), sheet.Descendants(svg + "g").Count(g => ((string?)g.Attribute("class") ?? "").StartsWith("node ", StringComparison.Ordinal)));
        Assert.Equal(samples.Marked.Sum(picture => picture.Edges.Length), sheet.Descendants(svg + "path").Count(path => ((string?)path.Attribute("class") ?? "").StartsWith("edge ", StringComparison.Ordinal)));
        Assert.Contains(sheet.Descendants(svg + "path"), path => ((string?)path.Attribute("class"))?.Contains("guilty critical", StringComparison.Ordinal) == true);
        var ids = sheet.Descendants().Attributes("id").Select(id => id.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Names_in_svg_are_text()
    {
        var sheet = XDocument.Parse(Write("svg", WithHostileNames()));
        Assert.All(sheet.Descendants(), element => Assert.Contains(element.Name.LocalName, new[] { "svg", "title", "defs", "marker", "path", "g", "rect", "text", "circle", "style" }));
        Assert.All(sheet.Descendants().Attributes(), attribute => Assert.False(attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)));
    }

    [Fact]
    public void Mermaid_has_every_node_and_edge_and_marks_the_guilty_ones()
    {
        var churn = samples.Picture("churn/defective");
        var chart = Write("mermaid", samples.Result with { Pictures = [churn] });
        Assert.Equal(churn.Nodes.Length, chart.Split('\n').Count(line => Node().IsMatch(line)));
        Assert.Equal(churn.Edges.Length, chart.Split('\n').Count(line => Edge().IsMatch(line)));
        Assert.Contains("classDef critical stroke:#d1242f", chart, StringComparison.Ordinal);
        Assert.Contains("linkStyle ", chart, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_in_mermaid_mean_nothing_to_it()
    {
        var chart = Write("mermaid", WithHostileNames());
        Assert.All(chart.Split('\n').Skip(1).Where(line => line.Length > 0), line => Assert.True(line == "flowchart TD" || Node().IsMatch(line) || Edge().IsMatch(line), line));
        Assert.DoesNotContain("javascript:alert(1)\"", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("%%{", chart, StringComparison.Ordinal);
        Assert.DoesNotContain('`', chart);
        Assert.DoesNotContain('@', chart);
    }

    [Theory]
    [InlineData("a-b.c", "a-b.c")]
    [InlineData("1. x", "1#46; x")]
    [InlineData("- x", "#45; x")]
    [InlineData("a \"b\" #c;", "a #34;b#34; #35;c#59;")]
    [InlineData("x_y*z", "x#95;y#42;z")]
    [InlineData("日本", "#26085;#26412;")]
    public void Marks_become_entities(string text, string expected) => Assert.Equal(expected, PictureMermaid.Escape(text));

    [Fact]
    public void Json_has_the_pictures_as_in_the_report()
    {
        using var json = JsonDocument.Parse(Write("json", samples.Result));
        Assert.Equal(samples.Marked.Count, json.RootElement.GetProperty("pipelines").GetArrayLength());
    }

    [Fact]
    public async Task The_command_draws_a_project_and_says_when_there_is_no_pipeline()
    {
        var drawn = await Tool.RunAsync("graph", Path.Combine(SamplesReview.Root, "samples", "movies", "corrected"));
        Assert.Equal(0, drawn.ExitCode);
        Assert.Contains("flowchart TD", drawn.Output, StringComparison.Ordinal);

        using var tree = new TemporaryTree().With("A.cs", "class A { }");
        var nothing = await Tool.RunAsync("graph", tree.Root, "--format", "svg=" + tree["a.svg"]);
        Assert.Equal(0, nothing.ExitCode);
        Assert.Contains("no pipeline was found", nothing.Error, StringComparison.Ordinal);
        Assert.Contains("No pipeline was found", await File.ReadAllTextAsync(tree["a.svg"]), StringComparison.Ordinal);

        var wrong = await Tool.RunAsync("graph", tree.Root, "--format", "png");
        Assert.Equal((2, "mlreview: --format does not know 'png'; it takes svg, mermaid, json, each also as FORMAT=FILE.\n"), (wrong.ExitCode, wrong.Error));
    }

    [GeneratedRegex("""^  n\d+(\[\(|\{\{|\[/|\[)"[^"]*"(\)\]|\}\}|/\]|\])$""")]
    private static partial Regex Node();

    [GeneratedRegex("""^  n\d+ (-->|-\.->)(\|"[^"]*"\|)? n\d+$""")]
    private static partial Regex Edge();
}
