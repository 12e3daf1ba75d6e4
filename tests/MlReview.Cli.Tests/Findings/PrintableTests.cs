using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Findings;

public sealed class PrintableTests
{
    [Theory]
    [InlineData("plain, größer, 数据, 😀", "plain, größer, 数据, 😀")]
    [InlineData("a\tb", "a    b")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("a\rb\nc\0", "a\\u000Db\\u000Ac\\u0000")]
    [InlineData("\u009b2J", "\\u009B2J")]
    [InlineData("a\u202eb\u2066c\u200bd\ufeff", "a\\u202Eb\\u2066c\\u200Bd\\uFEFF")]
    [InlineData("x\U000E0041y", "x\\uDB40\\uDC41y")]
    public void What_acts_or_hides_is_shown_instead(string text, string shown) => Assert.Equal(shown, Printable.Text(text));

    [Fact]
    public void Half_a_character_is_shown_as_such() => Assert.Equal("\\uD800 and \\uDC00", Printable.Text("\ud800 and \udc00"));
}
