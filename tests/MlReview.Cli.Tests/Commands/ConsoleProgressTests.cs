using MlReview.Cli.Commands;

namespace MlReview.Cli.Tests.Commands;

public sealed class ConsoleProgressTests
{
    [Fact]
    public void Elsewhere_than_on_a_terminal_every_tenth_is_a_line()
    {
        var output = new StringWriter { NewLine = "\n" };
        using (var progress = new ConsoleProgress(output, isTerminal: false))
            for (var done = 0; done <= 300; done++)
                progress.Report(done, 300, $"p{done}.csproj");
        Assert.Equal(string.Concat(Enumerable.Range(1, 10).Select(i => $"mlreview: project {i * 30} of 300\n")), output.ToString());
    }

    [Fact]
    public void Few_projects_are_a_line_each()
    {
        var output = new StringWriter { NewLine = "\n" };
        using (var progress = new ConsoleProgress(output, isTerminal: false))
            foreach (var done in new[] { 0, 0, 1, 1, 2 })
                progress.Report(done, 2, "x");
        Assert.Equal("mlreview: project 1 of 2\nmlreview: project 2 of 2\n", output.ToString());
    }

    [Fact]
    public void On_a_terminal_one_line_is_rewritten_and_gone_in_the_end()
    {
        var output = new StringWriter();
        using (var progress = new ConsoleProgress(output, isTerminal: true))
            progress.Report(3, 300, "src/\u001b[31mEvil.csproj and 2 more " + new string('x', 200));
        var lines = output.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("Reviewed 3 of 300, at src/\\u001B[31mEvil.csproj and 2 more", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(79, line.Length));
        Assert.Equal(new string(' ', 79), lines[^1]);
        Assert.DoesNotContain('\n', output.ToString());
    }

    [Fact]
    public void A_terminal_that_never_showed_anything_is_left_alone()
    {
        var output = new StringWriter();
        new ConsoleProgress(output, isTerminal: true).Dispose();
        Assert.Equal("", output.ToString());
    }
}
