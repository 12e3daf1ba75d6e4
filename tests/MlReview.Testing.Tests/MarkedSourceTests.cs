using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace MlReview.Testing.Tests;

public sealed class MarkedSourceTests
{
    [Fact]
    public void Text_without_markers_stays_as_it_is()
    {
        const string source = "int[] a = [1]; var b = a is [> 0]; if (x || y) { } var pattern = \"(a|b|]|}\";";
        var marked = MarkedSource.Parse(source);
        Assert.Equal(source, marked.Text);
        Assert.Empty(marked.Spans);
    }

    [Fact]
    public void Plain_marker_has_neither_id_nor_name()
    {
        var marked = MarkedSource.Parse("a [|bc|] d");
        Assert.Equal("a bc d", marked.Text);
        Assert.Equal([new MarkedSpan(null, null, new TextSpan(2, 2))], marked.Spans);
    }

    [Fact]
    public void Labelled_markers_have_an_id_or_a_name()
    {
        var marked = MarkedSource.Parse("{|MLR101:a|}{|#0:b|}");
        Assert.Equal("ab", marked.Text);
        Assert.Equal([new MarkedSpan("MLR101", null, new TextSpan(0, 1)), new MarkedSpan(null, "#0", new TextSpan(1, 1))], marked.Spans);
    }

    [Fact]
    public void Markers_nest_in_the_order_of_their_openers()
    {
        var marked = MarkedSource.Parse("{|#0:x{|MLR102:[|y|]z|}|}");
        Assert.Equal("xyz", marked.Text);
        Assert.Equal(
            [new MarkedSpan(null, "#0", new TextSpan(0, 3)), new MarkedSpan("MLR102", null, new TextSpan(1, 2)), new MarkedSpan(null, null, new TextSpan(1, 1))],
            marked.Spans);
    }

    [Fact]
    public void Marker_spans_lines() =>
        Assert.Equal(new TextSpan(2, 3), Assert.Single(MarkedSource.Parse("a\n[|b\nc|]\nd").Spans).Span);

    [Theory]
    [InlineData("[|a")]
    [InlineData("{|#0:a [|b|]")]
    [InlineData("[|a|}")]
    [InlineData("{|MLR101:a|]")]
    public void Unbalanced_markers_are_an_error(string source) =>
        Assert.Throws<FormatException>(() => MarkedSource.Parse(source));
}
