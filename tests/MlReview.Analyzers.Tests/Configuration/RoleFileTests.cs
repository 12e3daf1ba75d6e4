using System.Globalization;
using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Configuration;

/// <summary>MLR002 in role files: the line, and what is accepted; the other lines count.</summary>
public sealed class RoleFileTests
{
    [Theory]
    [InlineData("Acme.Judge.Score", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("= evaluates", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("Score = evaluates", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("Acme.Judge.Score(model, data = evaluates", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("Acme.Judge.Score(model)(data) = evaluates", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("Acme..Score = evaluates", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("Acme.Judge.Score = evaluates twice", "a line reads 'Namespace.Type.Member(parameter as part) = word'")]
    [InlineData("Acme.Judge.Score(model, data) = scores", "'scores' is no role; the roles are loads, keeps, filters, splits, fits, learns, trains, transforms, evaluates, cross-validates, saves, unknown")]
    [InlineData("Acme.Judge.Score(model, data) = Evaluates", "'Evaluates' is no role; the roles are loads, ")]
    [InlineData("Acme.Judge.Score(model: data) = evaluates", "'model: data' is neither 'parameter' nor 'parameter as part'")]
    [InlineData("Acme.Judge.Score(model, rows) = evaluates", "'rows' is no part of 'evaluates'; its parts are data, model: write 'rows as data', or leave the parameter out")]
    [InlineData("Acme.Judge.Score(data, model as data) = evaluates", "'data' is named twice")]
    [InlineData("Acme.Judge.Score(data) = unknown", "'unknown' takes no parameters")]
    [InlineData("Acme.Training.Train(rows as data) = trains into A, B", "only 'splits' takes 'into', with the members of the result that hold the training and the test rows")]
    [InlineData("Acme.Judge.Rate = evaluates", "'Acme.Judge' has no method or property 'Rate'")]
    [InlineData("Acme.Judge.Score(model, examples as data) = evaluates", "'Score' has no parameter 'examples'")]
    [InlineData("Acme.Judge.Score(model, this as data) = evaluates", "'Score' has no parameter 'this'")]
    [InlineData("Acme.Training.Train = trains", "'trains' must know which parameter is the data: write 'Train(parameter as data)', with 'this' for the object it is called on")]
    [InlineData("Acme.Store.Houses = keeps", "'keeps' must know which parameter is the data")]
    public async Task A_line_that_means_nothing(string line, string reason)
    {
        var finding = Assert.Single(await Configured("{|MLR002:" + line + "|}"), finding => finding.Id == "MLR002");
        Assert.Contains(reason, finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains($"'{line}'", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   # Acme.Judge.Score = scores")]
    [InlineData("\tAcme.Judge.Score( model ,data )=evaluates   # our own metric")]
    [InlineData("Other.Team.Load = loads")]
    [InlineData("Acme.Nobody.Load(file as path) = loads")]
    [InlineData("Acme.ForestTrainer.Tuned.Train = trains")]
    [InlineData("Acme.ITrainer<T>.Train(rows as data) = trains")]
    [InlineData("Acme.ForestTrainer.ToString = unknown")]
    public async Task A_line_that_is_right_or_for_another_project(string line) =>
        Assert.DoesNotContain(await Configured(line), finding => finding.Id == "MLR002");

    [Fact]
    public async Task The_first_line_for_a_member_counts_and_the_second_says_so()
    {
        var finding = Assert.Single(await Configured("""
            Acme.Judge.Score(model, data) = evaluates
            {|MLR002:Acme.Judge.Score = unknown|}
            """), finding => finding.Id == "MLR002");
        Assert.Contains("another line gives this member a role already", finding.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_lines_and_other_files_count()
    {
        var test = new RuleTest("MLR103", "MLR002") { Sources = { ("Program.cs", Program) }, References = { AcmeLibrary.Reference } };
        test.AdditionalFiles.Add(("a.mlreview.txt", "Acme.Loader.LoadTraining = loads\r\n{|MLR002:Acme.Loader.LoadTraining => loads|}\r\nAcme.Training.Train(rows as data) = trains\r\n"));
        test.AdditionalFiles.Add(("b.MLREVIEW.txt", "Acme.Judge.Score(model, data) = evaluates"));
        test.AdditionalFiles.Add(("notes.txt", "Acme.Judge.Score ="));
        Assert.Equal(2, (await test.RunAsync()).Length);
    }

    [Fact]
    public async Task A_project_without_machine_learning_is_left_alone() => await new RuleTest("MLR002")
    {
        Sources = { ("Program.cs", "System.Console.WriteLine();") },
        AdditionalFiles = { ("a.mlreview.txt", "what is this") },
        WithoutMlNet = true,
    }.RunAsync();

    private const string Program = """
        var rows = Acme.Loader.LoadTraining();
        var model = Acme.Training.Train(rows);
        [|Acme.Judge.Score(model, rows)|];
        """;

    private static async Task<IEnumerable<Diagnostic>> Configured(string lines) => await new RuleTest("MLR002")
    {
        Sources = { ("Program.cs", Program.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)) },
        AdditionalFiles = { ("acme.mlreview.txt", lines) },
        References = { AcmeLibrary.Reference },
    }.RunAsync();
}
