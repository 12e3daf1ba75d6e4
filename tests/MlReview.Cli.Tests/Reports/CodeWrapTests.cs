using MlReview.Cli.Reports;

namespace MlReview.Cli.Tests.Reports;

public sealed class CodeWrapTests
{
    [Theory]
    [InlineData("var short = 1;", "var short = 1;")]
    [InlineData("", "")]
    [InlineData("    var model = pipeline.Append(trainer).Fit(rows);", "    var model = pipeline.Append(trainer)|        .Fit(rows);")]
    [InlineData("var rows = Load(first, second, third, fourth);", "var rows = Load(first, second, third,|    fourth);")]
    [InlineData("var text = Say(\"one two three four five six seven eight\");", "var text =|    Say(|    \"one two three four five six seven eight\");")]
    [InlineData("  // why this is done at all, and not otherwise", "  // why this is done at all, and not|  // otherwise")]
    [InlineData("var model = Fit(); // on the rows of the training side", "// on the rows of the training side|var model = Fit();")]
    [InlineData("ASingleNameThatNobodyCouldEverBreakAnywhereAtAll;", "ASingleNameThatNobodyCouldEverBreakAnywhereAtAll;")]
    public void Lines_break_where_a_person_would(string line, string expected) =>
        Assert.Equal(expected.Split('|'), CodeWrap.Lines(line, 40));
}
