using Microsoft.Playwright;

namespace MlReview.Browser.Tests;

/// <summary>
/// Takes the pictures of the report that the documentation shows, from what the tool really writes. They are kept when MLREVIEW_PICTURES names
/// a directory: <c>MLREVIEW_PICTURES=docs/pictures dotnet test tests/MlReview.Browser.Tests</c>.
/// </summary>
[Collection(ReportsCollection.Name)]
public sealed class ReportPicturesTests(Reports reports)
{
    private const int LargestPicture = 200_000;

    [Theory]
    [InlineData("report-light.png", ColorScheme.Light, 1180, 1220)]
    [InlineData("report-dark.png", ColorScheme.Dark, 1180, 1220)]
    [InlineData("report-phone.png", ColorScheme.Light, 400, 860)]
    public async Task A_picture_of_the_report_is_small_enough_for_a_page(string name, ColorScheme scheme, int width, int height)
    {
        await using var report = await reports.OpenAsync(reports.OfChurn, width, height, scheme);
        await report.Page.EvaluateAsync("document.fonts.ready.then(() => true)");
        var picture = await report.Page.ScreenshotAsync(new PageScreenshotOptions { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide });
        Assert.InRange(picture.Length, 10_000, LargestPicture);
        if (Environment.GetEnvironmentVariable("MLREVIEW_PICTURES") is { Length: > 0 } directory)
            await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, directory)).FullName, name), picture);
    }
}
