using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MlReview.Browser.Tests;

[Collection(ReportsCollection.Name)]
public sealed class HtmlReportTests(Reports reports)
{
    [Fact]
    public async Task It_opens_from_a_file_and_asks_nobody_for_anything()
    {
        await using var report = await reports.OpenAsync(reports.OfSamples);
        await Expect(report.Page.Locator("h1")).ToHaveTextAsync("FAIL");
        await Expect(report.Page.Locator("svg.picture")).Not.ToHaveCountAsync(0);
        await Expect(report.Page.Locator("#positive li").First).ToBeVisibleAsync();
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task It_filters_by_severity_rule_file_and_text()
    {
        await using var report = await reports.OpenAsync(reports.OfSamples);
        var all = await report.Shown.CountAsync();
        var critical = await report.Page.Locator("article.finding.critical").CountAsync();
        Assert.InRange(critical, 1, all - 1);

        await report.Page.GetByText("Critical", new PageGetByTextOptions { Exact = false }).And(report.Page.Locator(".filters .toggle span")).ClickAsync();
        await Expect(report.Shown).ToHaveCountAsync(all - critical);
        await Expect(report.Page.Locator("#shown")).ToHaveTextAsync($"{all - critical} of {all} shown");
        await report.Page.Keyboard.PressAsync("Escape");
        await Expect(report.Shown).ToHaveCountAsync(all);

        await report.Page.Locator("select[name=rule]").SelectOptionAsync("MLR101");
        await Expect(report.Shown).ToHaveCountAsync(await report.Page.Locator("article[data-rule=MLR101]").CountAsync());
        await report.Page.Locator("select[name=file]").SelectOptionAsync("churn/defective/Preparation.cs");
        await Expect(report.Shown).ToHaveCountAsync(1);
        await report.Page.Locator("input[name=text]").FillAsync("no such words anywhere");
        await Expect(report.Shown).ToHaveCountAsync(0);
        await Expect(report.Page.Locator("#none-left")).ToBeVisibleAsync();
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task It_is_read_with_the_keyboard_alone()
    {
        await using var report = await reports.OpenAsync(reports.OfSamples);
        var keyboard = report.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        await Expect(report.Page.Locator("a.skip")).ToBeFocusedAsync();
        await keyboard.PressAsync("j");
        await Expect(report.Page.Locator("#f1")).ToBeFocusedAsync();
        await keyboard.PressAsync("j");
        await keyboard.PressAsync("j");
        await keyboard.PressAsync("k");
        await Expect(report.Page.Locator("#f2")).ToBeFocusedAsync();
        await keyboard.PressAsync("/");
        await Expect(report.Page.Locator("input[name=text]")).ToBeFocusedAsync();
        await keyboard.TypeAsync("MLR301");
        Assert.True(await report.Shown.CountAsync() < await report.Page.Locator("article.finding").CountAsync());
        await keyboard.PressAsync("Escape");
        await Expect(report.Shown).ToHaveCountAsync(await report.Page.Locator("article.finding").CountAsync());
        await keyboard.PressAsync("1");
        await Expect(report.Page.Locator("article.finding.critical:not([hidden])")).ToHaveCountAsync(0);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task A_node_leads_to_its_code_and_from_there_to_the_finding()
    {
        await using var report = await reports.OpenAsync(reports.OfChurn);
        var node = report.Page.Locator("svg.picture a", new PageLocatorOptions { Has = report.Page.Locator(".node.save.guilty") });
        await node.FocusAsync();
        await report.Page.Keyboard.PressAsync("Enter");
        var step = report.Page.Locator(".steps li:focus");
        await Expect(step.Locator("code")).ToContainTextAsync("models/churn.zip");
        await step.Locator("a", new LocatorLocatorOptions { HasText = "MLR201" }).ClickAsync();
        await Expect(report.Page.Locator("article.finding:focus")).ToHaveAttributeAsync("data-rule", "MLR201");
        Assert.Empty(report.Problems);
    }

    [Fact]
    public async Task A_link_to_a_finding_that_is_filtered_away_shows_it()
    {
        await using var report = await reports.OpenAsync(reports.OfChurn);
        await report.Page.Locator("input[name=text]").FillAsync("no such words anywhere");
        await Expect(report.Shown).ToHaveCountAsync(0);
        await report.Page.Locator(".steps a.to.critical").First.ClickAsync();
        await Expect(report.Page.Locator("article.finding.critical").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Guilty_edges_are_drawn_as_such()
    {
        await using var report = await reports.OpenAsync(reports.OfChurn);
        var edges = await report.Page.Locator("svg .edge.guilty").EvaluateAllAsync<string[]>("edges => edges.map(edge => getComputedStyle(edge).stroke)");
        var innocent = await report.Page.Locator("svg .edge:not(.guilty)").First.EvaluateAsync<string>("edge => getComputedStyle(edge).stroke");
        Assert.NotEmpty(edges);
        Assert.DoesNotContain(innocent, edges);
    }

    [Fact]
    public async Task It_is_dark_where_the_reader_wants_it()
    {
        static Task<string> Paper(OpenReport report) => report.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        static Task<string> Card(OpenReport report) => report.Page.Locator("svg .card").First.EvaluateAsync<string>("card => getComputedStyle(card).fill");
        await using var light = await reports.OpenAsync(reports.OfChurn);
        await using var dark = await reports.OpenAsync(reports.OfChurn, scheme: ColorScheme.Dark);
        Assert.Equal(("rgb(246, 248, 250)", "rgb(255, 255, 255)"), (await Paper(light), await Card(light)));
        Assert.Equal(("rgb(13, 17, 23)", "rgb(22, 27, 34)"), (await Paper(dark), await Card(dark)));
        Assert.Empty(dark.Problems);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Text_can_be_told_from_what_it_stands_on(ColorScheme scheme)
    {
        await using var report = await reports.OpenAsync(reports.OfChurn, scheme: scheme);
        var poor = await report.Page.EvaluateAsync<string[]>(Contrast.Script);
        Assert.Empty(poor);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(320)]
    public async Task It_is_read_on_a_phone_without_moving_sideways(int width)
    {
        await using var report = await reports.OpenAsync(reports.OfSamples, width, 800);
        Assert.Equal(0, await report.OverflowAsync());
        foreach (var name in new[] { ".issue", ".steps li", ".flow li", "#positive li" })
        {
            var box = await report.Page.Locator(name).First.BoundingBoxAsync();
            Assert.True(box is { X: >= 0 } && box.X + box.Width <= width, name);
        }

        var size = await report.Page.Locator(".issue").First.EvaluateAsync<string>("text => getComputedStyle(text).fontSize");
        Assert.Equal("15px", size);
    }

    [Fact]
    public async Task It_can_be_printed()
    {
        await using var report = await reports.OpenAsync(reports.OfChurn);
        await report.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Expect(report.Page.Locator("#filters")).ToBeHiddenAsync();
        await Expect(report.Page.Locator("article.finding").First).ToBeVisibleAsync();
        Assert.True((await report.Page.PdfAsync()).Length > 10_000);
    }

    [Fact]
    public async Task Without_scripts_everything_is_there()
    {
        await using var report = await reports.OpenAsync(reports.OfChurn);
        var all = await report.Page.Locator("article.finding").CountAsync();
        await using var plain = await reports.OpenAsync(reports.OfChurn, withScripts: false);
        await Expect(plain.Shown).ToHaveCountAsync(all);
        await Expect(plain.Page.Locator("#filters")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Code_under_review_is_text_and_does_nothing()
    {
        await using var report = await reports.OpenAsync(reports.OfHostileCode);
        await Expect(report.Page.Locator("article.finding").First).ToBeVisibleAsync();
        await Expect(report.Page.Locator("body")).ToContainTextAsync("<img src=x onerror=alert(1)>.csv");
        await Expect(report.Page.Locator("img, iframe, body script, body style, [onerror], [onload]")).ToHaveCountAsync(0);
        Assert.Empty(report.Problems);
    }
}
