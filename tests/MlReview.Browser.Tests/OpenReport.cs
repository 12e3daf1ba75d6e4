using Microsoft.Playwright;

namespace MlReview.Browser.Tests;

/// <summary>A report that is open in the browser.</summary>
internal sealed class OpenReport : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly List<string> _problems = [];
    private readonly string _address;

    private OpenReport(IBrowserContext context, IPage page, string address)
    {
        _context = context;
        _address = address;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", "console: " + message.Text);
        page.PageError += (_, error) => Note(true, "error: " + error);
        page.Request += (_, request) => Note(request.Url != _address, "request: " + request.Url);
        page.Dialog += (_, dialog) => Note(true, "dialog: " + dialog.Message);
    }

    public IPage Page { get; }

    /// <summary>Messages on the console, failures, requests other than for the file itself.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public ILocator Shown => Page.Locator("article.finding:not([hidden])");

    public static async Task<OpenReport> OpenAsync(IBrowserContext context, string report)
    {
        var opened = new OpenReport(context, await context.NewPageAsync(), new Uri(report).AbsoluteUri);
        await opened.Page.GotoAsync(opened._address);
        return opened;
    }

    /// <summary>How many pixels the page is wider than what is seen of it.</summary>
    public Task<int> OverflowAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await _context.CloseAsync();

    private void Note(bool isProblem, string text)
    {
        if (isProblem)
            _problems.Add(text);
    }
}
