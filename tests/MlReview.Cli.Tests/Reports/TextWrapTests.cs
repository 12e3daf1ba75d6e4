using MlReview.Cli.Reports;
using MlReview.Cli.Reports.Pictures;

namespace MlReview.Cli.Tests.Reports;

public sealed class TextWrapTests
{
    [Theory]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("abcd", 1, "a")]
    [InlineData("abcd", 0, "")]
    [InlineData("abcd", -2, "")]
    [InlineData("a😀bc", 3, "a…")]
    [InlineData("a😀bc", 4, "a😀…")]
    [InlineData("😀", 1, "")]
    public void What_is_cut_has_no_half_characters(string text, int width, string expected) => Assert.Equal(expected, TextWrap.Cut(text, width));

    [Fact]
    public void A_label_is_cut_between_characters() => Assert.EndsWith("x#8230;", PictureMermaid.Escape(new string('x', 58) + "😀😀"), StringComparison.Ordinal);
}
