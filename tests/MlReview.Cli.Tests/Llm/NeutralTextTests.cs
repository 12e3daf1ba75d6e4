using MlReview.Cli.Llm.Trust;

namespace MlReview.Cli.Tests.Llm;

public sealed class NeutralTextTests
{
    [Theory]
    [InlineData("ask @octocat or @org/team", "ask ＠octocat or ＠org/team")]
    [InlineData("::error file=a.py::gone", ": :error file=a.py::gone")]
    [InlineData("one\n::add-mask::x", "one : :add-mask::x")]
    [InlineData("a ##[group]b", "a # #[group]b")]
    [InlineData("std::vector stays", "std::vector stays")]
    [InlineData("![x](https://evil.example/p.png?leak=1)", "x ([link removed])")]
    [InlineData("[docs](https://evil.example)", "docs ([link removed])")]
    [InlineData("see https://scikit-learn.org/stable/modules/cross_validation.html", "see https://scikit-learn.org/stable/modules/cross_validation.html")]
    [InlineData("see https://scikit-learn.org.evil.example/x", "see [link removed]")]
    [InlineData("see https://scikit-learn.org@evil.example/x", "see [link removed]")]
    [InlineData("see http://scikit-learn.org/", "see [link removed]")]
    [InlineData("see www.evil.example and javascript:alert(1)", "see [link removed] and [link removed])")]
    [InlineData("<script>alert(1)</script>", "< script>alert(1)< /script>")]
    [InlineData("a List<float> and x < y", "a List< float> and x < y")]
    [InlineData("<!-- mlreview -->", "< !-- mlreview -->")]
    [InlineData("fixes #12 and owner/repo#3", "fixes # 12 and owner/repo# 3")]
    [InlineData("red \u001b[31m text \u202e", "red \\u001B[31m text \\u202E")]
    public void Text_of_a_model_only_says_something(string text, string neutral) => Assert.Equal(neutral, NeutralText.Of(text, 200));

    [Fact]
    public void Long_text_is_cut_between_characters()
    {
        var cut = NeutralText.Of(string.Concat(Enumerable.Repeat("😀", 50)), 20);
        Assert.True(cut.Length <= 20);
        Assert.EndsWith("😀…", cut, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_a_model_repeats_is_removed() =>
        Assert.Equal("The key [secret removed] is in source.", NeutralText.Of("The key " + "AKIA" + "IOSFODNN7EXAMPLE is in source.", 200));
}
