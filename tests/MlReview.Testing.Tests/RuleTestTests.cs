using Microsoft.CodeAnalysis;
using Xunit;

namespace MlReview.Testing.Tests;

/// <summary>A harness that cannot fail is worthless: every kind of mismatch must fail, and say what it is.</summary>
public sealed class RuleTestTests
{
    [Fact]
    public async Task Marked_findings_pass_and_are_returned()
    {
        var found = await Test("class [|Bad|] { } class Good { } class [|VeryBad|] { }").RunAsync();
        Assert.Equal(["'Bad' is a bad name", "'VeryBad' is a bad name"], found.Select(finding => finding.GetMessage()));
    }

    [Fact]
    public async Task Missing_finding_fails()
    {
        var message = await FailureOf(Test("class [|Good|] { }"));
        Assert.Contains("Missing findings: 1, unexpected: 0", message);
        Assert.Contains("-    1 class {|TST001:Good|} { }", message);
        Assert.Contains("+    1 class Good { }", message);
        Assert.Contains("missing     Program.cs(1,7) 'Good': TST001", message);
    }

    [Fact]
    public async Task Unexpected_finding_fails()
    {
        var message = await FailureOf(Test("class Bad { }"));
        Assert.Contains("Missing findings: 0, unexpected: 1", message);
        Assert.Contains("+    1 class {|TST001:Bad|} { }", message);
        Assert.Contains("UNEXPECTED  Program.cs(1,7) 'Bad': warning TST001: 'Bad' is a bad name", message);
    }

    [Fact]
    public async Task Finding_at_another_span_fails() =>
        Assert.Contains("Missing findings: 1, unexpected: 1", await FailureOf(Test("[|class Bad|] { }")));

    [Fact]
    public async Task Marking_a_finding_twice_fails() =>
        Assert.Contains("Missing findings: 1, unexpected: 0", await FailureOf(Test("class [|[|Bad|]|] { }")));

    [Fact]
    public async Task Finding_of_another_rule_than_marked_fails() =>
        Assert.Contains("Missing findings: 1, unexpected: 1", await FailureOf(Test("class {|TST002:Bad|} { }")));

    [Fact]
    public async Task Rules_that_are_not_named_are_not_compared() =>
        Assert.Empty(await Test("class Odd { }").RunAsync());

    [Fact]
    public async Task Rules_that_are_off_by_default_run_with_their_default_severity()
    {
        var found = await Test("class {|TST002:Odd|} { }").RunAsync();
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(found).Severity);
    }

    [Fact]
    public async Task Unknown_rule_fails()
    {
        var test = new RuleTest("TST009") { Sources = { ("Program.cs", "class Good { }") }, Analyzer = new BadNameAnalyzer() };
        Assert.Contains("no rule 'TST009'", await FailureOf(test));
    }

    [Fact]
    public async Task Unexpected_compiler_error_fails()
    {
        var message = await FailureOf(Test("class Good\n{\n    int F() => missing;\n}"));
        Assert.Contains("Missing compiler errors: 0, unexpected: 1", message);
        Assert.Contains("+    3     int F() => {|CS0103:missing|};", message);
        Assert.Contains("Program.cs(3,16) 'missing': error CS0103", message);
    }

    [Fact]
    public async Task Compiler_errors_can_be_marked_or_allowed()
    {
        await Test("class [|Bad|] { int F() => {|CS0103:missing|}; }").RunAsync();
        var broken = Test("class [|Bad|] { int F() => missing; ");
        broken.AllowCompilerErrors = true;
        await broken.RunAsync();
    }

    [Fact]
    public async Task Marked_compiler_error_that_is_missing_fails() =>
        Assert.Contains("Missing compiler errors: 1", await FailureOf(Test("class Good { int F() => {|CS0103:1|}; }")));

    [Fact]
    public async Task Several_files_are_compared_each_on_its_own()
    {
        var test = Test("class [|Bad1|] { }");
        test.Sources.Add(("Data.cs", "class Bad2 { }"));
        var message = await FailureOf(test);
        Assert.Contains("Data.cs (- expected, + found)", message);
        Assert.DoesNotContain("Program.cs (- expected", message);
        Assert.Contains("expected    Program.cs(1,7) 'Bad1'", message);
    }

    [Fact]
    public async Task Options_reach_the_analyzer()
    {
        var test = Test("class Bad { }");
        test.Options["Test_Allow_Bad_Names"] = "true";
        Assert.Empty(await test.RunAsync());
    }

    [Fact]
    public async Task Severity_options_reach_the_compilation()
    {
        var test = Test("class {|#0:Bad|} { }");
        test.Options["dotnet_diagnostic.TST001.severity"] = "error";
        test.Expected.Add(new ExpectedFinding("TST001", "#0") { Severity = DiagnosticSeverity.Error });
        await test.RunAsync();
    }

    [Fact]
    public async Task Generated_code_is_recognised_by_option()
    {
        var test = Test("class Bad { }");
        test.Options["generated_code"] = "true";
        Assert.Empty(await test.RunAsync());
    }

    [Fact]
    public async Task Additional_files_are_analysed_and_compared()
    {
        var test = new RuleTest("TST001")
        {
            Sources = { ("Program.cs", "class Good { }") },
            AdditionalFiles = { ("roles.txt", "good\n[|bad|]\n") },
            Analyzer = new AdditionalFileAnalyzer(),
        };
        Assert.Single(await test.RunAsync());
        test.AdditionalFiles[0] = ("roles.txt", "good\nbad\n");
        Assert.Contains("+    2 {|TST001:bad|}", await FailureOf(test));
    }

    [Fact]
    public async Task Expected_details_are_compared()
    {
        var test = Test("class {|#0:[|Bad1|]|} { } class {|#1:[|Bad2|]|} { }");
        test.Expected.Add(new ExpectedFinding("TST001", "#0") { Severity = DiagnosticSeverity.Warning, MessageContains = ["'Bad1'"], AdditionalLocations = ["#1"] });
        await test.RunAsync();

        test.Expected[0] = new ExpectedFinding("TST001", "#0") { Severity = DiagnosticSeverity.Error, MessageContains = ["worse"], AdditionalLocations = ["#0"] };
        var message = await FailureOf(test);
        Assert.Contains("different: 3", message);
        Assert.Contains("severity is Warning, expected Error", message);
        Assert.Contains("the message does not contain 'worse'", message);
        Assert.Contains("#0 is not among the 1 additional locations", message);
    }

    [Fact]
    public async Task Expected_finding_that_is_missing_fails()
    {
        var test = Test("class {|#0:Good|} { }");
        test.Expected.Add(new ExpectedFinding("TST001", "#0"));
        Assert.Contains("missing     Program.cs(1,7) 'Good': TST001", await FailureOf(test));
    }

    [Fact]
    public async Task Exception_in_the_analyzer_fails()
    {
        var test = Test("class Bad { }");
        test.Analyzer = new ThrowingAnalyzer();
        Assert.Contains("thrown on purpose", await FailureOf(test));
    }

    [Fact]
    public async Task Difference_between_build_and_live_analysis_fails()
    {
        var test = Test("class Good { }");
        test.Sources.Add(("Data.cs", "class [|Bad|] { }"));
        test.Analyzer = new CrossFileAnalyzer();
        Assert.Contains("build only: /src/Data.cs: (0,6)-(0,9): Warning TST001: 'Bad' is a bad name", await FailureOf(test));
    }

    [Fact]
    public async Task Top_level_statements_make_a_console_program() =>
        Assert.Empty(await Test("Console.WriteLine(new List<int>().Count);").RunAsync());

    [Fact]
    public async Task Ml_net_programs_compile_without_usings()
    {
        var test = Test("""
            var ml = new MLContext(seed: 1);
            var split = ml.Data.TrainTestSplit(ml.Data.LoadFromTextFile<House>("houses.csv", ','), 0.2);
            var pipeline = ml.Transforms.Concatenate("Features", nameof(House.Size), nameof(House.Rooms))
                .Append(ml.Transforms.NormalizeMinMax("Features"))
                .Append(ml.Regression.Trainers.Sdca(nameof(House.Price)));
            ITransformer model = pipeline.Fit(split.TrainSet);
            RegressionMetrics metrics = ml.Regression.Evaluate(model.Transform(split.TestSet), nameof(House.Price));
            var engine = ml.Model.CreatePredictionEngine<House, HousePrediction>(model);
            Console.WriteLine($"{metrics.RSquared} {engine.Predict(new House { Size = 80 }).Price}");
            """);
        await test.RunAsync();
    }

    [Fact]
    public async Task Shared_rows_give_way_to_the_tests_own()
    {
        await Test("var price = new House().Price; Console.WriteLine(price);").RunAsync();
        await Test("class House { public string Mine = \"\"; string F() => new House().Mine; }").RunAsync();
    }

    [Fact]
    public async Task Ml_net_can_be_left_out()
    {
        var test = Test("class C { {|CS0246:MLContext|}? context; {|CS0246:House|}? house; }");
        test.WithoutMlNet = true;
        await test.RunAsync();
    }

    [Fact]
    public async Task Verify_wants_markers_exactly_when_findings_are_expected()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Verify.RuleAsync("MLR101", "class C { }"));
        await Assert.ThrowsAsync<ArgumentException>(() => Verify.SilentAsync("MLR101", "class [|C|] { }"));
    }

    private static RuleTest Test(string source) =>
        new("TST001") { Sources = { ("Program.cs", source) }, Analyzer = new BadNameAnalyzer() };

    private static async Task<string> FailureOf(RuleTest test) =>
        (await Assert.ThrowsAsync<VerificationException>(test.RunAsync)).Message;
}
