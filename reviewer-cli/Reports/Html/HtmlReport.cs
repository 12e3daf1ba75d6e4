using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Pictures;
using MlReview.Cli.Reports.Html;
using MlReview.Cli.Reports.Pictures;
using static MlReview.Cli.Reports.Html.Html;

namespace MlReview.Cli.Reports;

/// <summary>
/// One page without anything outside itself: looks and behaviour are in it, and its policy allows these two texts and no other, nor any
/// address. Text of the repository is never anything but text.
/// </summary>
internal sealed class HtmlReport : IReport
{
    /// <summary>A page with more is of no use to a reader, nor to a browser.</summary>
    private const int MostFindings = 1000;

    private const int MostPictures = 24;

    private static readonly XmlWriterSettings s_settings = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.None };

    public void Write(ReviewResult result, TextWriter output)
    {
        var shown = result.Findings.OrderByDescending(finding => finding.Severity).Take(MostFindings).ToImmutableArray();
        var anchors = new Anchors(shown);
        var guilt = new GuiltText(shown);
        var pictures = GuiltMarks.On(result.Pictures, shown).OrderByDescending(picture => picture.IsGuilty).Take(MostPictures).ToList();
        var body = Tag(
            "body",
            Tag("a", Class("skip"), Is("href", "#findings"), "Skip to the findings"),
            Head(result),
            Tag(
                "main",
                new HtmlPipelines(result, anchors, guilt).Write(pictures, result.Pictures.Length),
                new HtmlFindings(result, anchors, pictures).Write(shown),
                HtmlOutcome.PositivePatterns(result),
                HtmlOutcome.Coverage(result)),
            Foot());

        var (style, script) = (Embedded.Text("report.css") + Embedded.Text("picture.css"), Embedded.Text("report.js"));
        output.Write("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        output.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{Hash(style)}'; script-src '{Hash(script)}'; base-uri 'none'; form-action 'none'\">\n");
        output.Write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        output.Write($"<title>MlReview report</title>\n<style>{style}</style>\n<script>{script}</script>\n</head>\n");
        using (var writer = XmlWriter.Create(output, s_settings))
            body.WriteTo(writer);
        output.Write("\n</html>\n");
    }

    public static string Word(Severity severity) => severity.ToString().ToLowerInvariant();

    private static XElement Head(ReviewResult result)
    {
        var verdict = VerdictText.Of(result);
        return Tag(
            "header",
            Class("top " + verdict.Style),
            Tag("p", Class("brand"), "MlReview"),
            Tag("h1", verdict.Word),
            Tag("p", Class("reason"), verdict.Reason),
            Tag(
                "ul",
                Class("counts"),
                VerdictText.Severities.Select(severity => Tag(
                    "li", Class(Word(severity) + (result.Count(severity) == 0 ? " none" : "")), Tag("b", Number(result.Count(severity))), " ", severity.ToString()))),
            Tag("p", Class("scope"), VerdictText.Scope(result)),
            VerdictText.Notes(result).Select(note => Tag("p", Class("note"), note)));
    }

    private static XElement Foot() => Tag(
        "footer",
        Tag("p", $"MlReview {Product.Version}. ", PageLink(Product.Home, "Rules and documentation")),
        Tag(
            "p",
            Class("keys"),
            Id("keys"),
            new[] { ("j", "next finding"), ("k", "previous"), ("/", "filter"), ("1–4", "severities"), ("g", "pipelines"), ("Esc", "clear") }
                .Select(key => new object[] { Tag("kbd", key.Item1), " " + key.Item2 + "  " })));

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
