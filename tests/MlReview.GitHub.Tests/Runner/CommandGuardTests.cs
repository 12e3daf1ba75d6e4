using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.GitHub.Runner;

namespace MlReview.GitHub.Tests.Runner;

/// <summary>Nothing that is written through a guard is a command, however it comes.</summary>
public sealed class CommandGuardTests
{
    [Fact]
    public void No_text_becomes_a_command() =>
        Prop.ForAll(HostileText.Any.ListOf().ToArbitrary(), Gen.Choose(0, 2).ToArbitrary(), (texts, way) =>
        {
            var log = Write(texts, way);
            return FakeRunner.Commands(log).Count == 0 && log.Replace(" ", "", StringComparison.Ordinal) == string.Concat(texts).Replace(" ", "", StringComparison.Ordinal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Theory]
    [InlineData("::warning::x", ": :warning::x")]
    [InlineData("a\n  ::error::x", "a\n  : :error::x")]
    [InlineData("a\r::error::x", "a\r: :error::x")]
    [InlineData("\u200b:\u00ad:error::x", "\u200b:\u00ad :error::x")]
    [InlineData("see ##[add-mask]x", "see ## [add-mask]x")]
    [InlineData("#\u200b#[add-mask]x", "#\u200b# [add-mask]x")]
    public void Commands_are_broken(string text, string shown) => Assert.Equal(shown, Write([text], 0));

    [Theory]
    [InlineData("src/Train.cs:3: global::System.Math")]
    [InlineData("## [Title](#there)\n## Code\n[x]")]
    [InlineData(": :\n#[x]\n a::b")]
    public void What_is_none_stays_as_it_is(string text) => Assert.Equal(text, Write([text], 0));

    /// <summary>As whole texts, as characters, or as pieces that are cut anywhere.</summary>
    private static string Write(IReadOnlyList<string> texts, int way)
    {
        var log = new StringWriter();
        using var guard = new CommandGuard(log);
        foreach (var text in texts)
        {
            if (way == 0)
                guard.Write(text);
            else if (way == 1)
                foreach (var c in text)
                    guard.Write(c);
            else
                foreach (var piece in text.Chunk(3))
                    guard.Write(piece);
        }
        guard.Flush();
        return log.ToString();
    }
}
