using System.Diagnostics;
using Microsoft.Playwright;

namespace MlReview.Browser.Tests;

/// <summary>Reports that the built tool wrote, and a browser to read them in; made once for all tests.</summary>
public sealed class Reports : IAsyncLifetime
{
    private const float SlowestMachine = 120_000;

    private readonly string _directory = Directory.CreateTempSubdirectory("mlreview-").FullName;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A report on all samples: every severity, many pipelines, praise.</summary>
    public string OfSamples => Path.Combine(_directory, "samples.html");

    /// <summary>A report on one defective sample.</summary>
    public string OfChurn => Path.Combine(_directory, "churn.html");

    /// <summary>A report on code whose names, strings and paths try to act on a page.</summary>
    public string OfHostileCode => Path.Combine(_directory, "hostile.html");

    public async ValueTask InitializeAsync()
    {
        await ReviewAsync(Path.Combine(Repository.Root, "samples"), OfSamples);
        await ReviewAsync(Path.Combine(Repository.Root, "samples", "churn", "defective"), OfChurn);
        await ReviewAsync(HostileCode.WriteTo(Path.Combine(_directory, "code")), OfHostileCode);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.LaunchAsync(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A page in a profile of its own, that notes whatever the report does wrong while it is open.</summary>
    internal async Task<OpenReport> OpenAsync(string report, int width = 1180, int height = 900, ColorScheme scheme = ColorScheme.Light, bool withScripts = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = withScripts,
        });

        // A machine that builds beside it may take its time; what hangs still fails.
        context.SetDefaultTimeout(SlowestMachine);
        context.SetDefaultNavigationTimeout(SlowestMachine);
        return await OpenReport.OpenAsync(context, report);
    }

    private static async Task ReviewAsync(string path, string report)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mlreview.dll"), "review", path, "--format", "html=" + report, "--fail-on", "never"])
            { RedirectStandardError = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await errors);
    }
}

/// <summary>Classes that read the same reports.</summary>
[CollectionDefinition(Name)]
public sealed class ReportsCollection : ICollectionFixture<Reports>
{
    public const string Name = "reports";
}
