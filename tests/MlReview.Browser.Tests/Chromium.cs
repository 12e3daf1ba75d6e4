using System.Diagnostics;
using Microsoft.Playwright;

namespace MlReview.Browser.Tests;

/// <summary>The system's Chromium. It is installed where it is missing; where that fails, the tests fail and say so in one sentence.</summary>
internal static class Chromium
{
    private const string Program = "/usr/bin/chromium";

    private static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        await InstallAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Headless = true, Args = s_arguments });
    }

    private static async Task InstallAsync()
    {
        if (File.Exists(Program))
            return;
        using var install = Process.Start(new ProcessStartInfo("sh", [Path.Combine(Repository.Root, "tests", "MlReview.Browser.Tests", "install-chromium.sh")])
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = install.StandardOutput.ReadToEndAsync();
        var errors = install.StandardError.ReadToEndAsync();
        await install.WaitForExitAsync();
        _ = await output;
        if (!File.Exists(Program))
            throw new InvalidOperationException($"The HTML report is tested in {Program}, which is missing and could not be installed with 'apt-get install chromium': {(await errors).Trim().Split('\n')[^1]}");
    }
}
