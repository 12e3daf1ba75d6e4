using System.CommandLine;
using MlReview.Cli.Cache;
using MlReview.Cli.Merging;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary>The options of large reviews: which part to do, and where results are kept.</summary>
internal sealed class ScaleOptions
{
    private readonly Option<string> _shard = new("--shard") { Description = "Review the I-th of N parts of the projects; 'mlreview merge' joins the reports.", HelpName = "I/N" };
    private readonly Option<string> _cache = new("--cache") { Description = "Keep results of unchanged projects in this directory. Default: the user's cache directory.", HelpName = "DIR" };
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Analyse every project anew, and keep nothing." };

    public void AddTo(Command command)
    {
        command.Add(_shard);
        command.Add(_cache);
        command.Add(_noCache);
    }

    /// <returns>What is wrong; empty when nothing is.</returns>
    public string Read(ParseResult parsed, out ScaleChoice choice)
    {
        choice = new ScaleChoice(null, parsed.GetValue(_cache), parsed.GetValue(_noCache));
        if (choice.IsCacheOff && choice.CacheDirectory is not null)
            return "--no-cache keeps nothing and --cache says where to keep it; give one of them.";
        if (choice.CacheDirectory is { } directory && (string.IsNullOrWhiteSpace(directory) || File.Exists(directory)))
            return $"--cache '{directory}' is not a directory; give one, or a name for a new one.";
        if (parsed.GetValue(_shard) is not { } text)
            return "";
        choice = choice with { Shard = Shard.TryParse(text, out var error) };
        return error;
    }
}

/// <summary>What the options of large reviews say.</summary>
internal sealed record ScaleChoice(Shard? Shard, string? CacheDirectory, bool IsCacheOff)
{
    public ResultCache? CacheOf(ReviewScope scope) =>
        DirectoryOf(scope) is { } directory ? new ResultCache(directory) : null;

    /// <summary>Where answers of language models are kept; null for nowhere.</summary>
    public string? AnswersOf(ReviewScope scope) => DirectoryOf(scope) is { } directory ? Path.Combine(directory, "answers") : null;

    private string? DirectoryOf(ReviewScope scope) =>
        IsCacheOff || (CacheDirectory ?? Cache.CacheDirectory.Of(scope.Root)) is not { } directory ? null : Path.GetFullPath(directory);
}
