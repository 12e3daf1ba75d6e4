using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace MlReview.Testing.Tests;

public sealed class StabilityTests
{
    private const string Program = """
        namespace Shop;

        public class BadCart
        {
            private readonly int _count;
            public BadCart(int count) => _count = count; // keeps the count
            public int Count() => _count;
            public class BadItem { }
        }

        public class BadOrder { public int A; public int B; }
        """;

    [Fact]
    public void Orders_differ_and_keep_the_members()
    {
        var orders = Enumerable.Range(1, 20).Select(seed => MemberOrders.Permute(seed, ("Program.cs", Program))[0].Text).ToList();
        Assert.True(orders.Distinct().Count() > 10);
        Assert.All(orders, order => Assert.Equal(Words(Program), Words(order)));
    }

    [Fact]
    public void Files_are_reordered()
    {
        var orders = Enumerable.Range(1, 20).Select(seed => MemberOrders.Permute(seed, ("A.cs", "class A { }"), ("B.cs", "class B { }"))[0].FileName);
        Assert.Equal(["A.cs", "B.cs"], orders.Distinct().Order());
    }

    [Fact]
    public void Top_level_statements_keep_their_order()
    {
        var orders = Enumerable.Range(1, 20).Select(seed => MemberOrders.Permute(seed, ("P.cs", "var a = 1;\nvar b = a;\nclass A { }\nclass B { }"))[0].Text).ToList();
        Assert.All(orders, order => Assert.StartsWith("var a = 1;\nvar b = a;\n", order));
        Assert.Equal(2, orders.Distinct().Count());
    }

    [Fact]
    public async Task Same_findings_in_every_order_are_returned()
    {
        var findings = await MemberOrders.VerifyAsync(new BadNameAnalyzer(), orders: 5, seed: 1, ("Program.cs", Program));
        Assert.Equal(["BadCart", "BadItem", "BadOrder"], findings.Select(finding => finding.Split('\'')[1]));
    }

    [Fact]
    public async Task Findings_that_depend_on_the_order_fail()
    {
        var exception = await Assert.ThrowsAsync<VerificationException>(
            () => MemberOrders.VerifyAsync(new FirstClassAnalyzer(), orders: 20, seed: 1, ("Program.cs", Program)));
        Assert.Contains("changes the findings", exception.Message);
    }

    [Fact]
    public async Task Program_that_does_not_compile_proves_nothing_and_fails() =>
        await Assert.ThrowsAsync<VerificationException>(
            () => MemberOrders.VerifyAsync(new BadNameAnalyzer(), orders: 1, seed: 1, ("Program.cs", "class C { Missing m; }")));

    [Fact]
    public void Mutations_are_repeatable_and_differ_from_the_text()
    {
        var texts = TokenMutations.Edits(Program, seed: 7, count: 50).ToList();
        Assert.Equal(texts, TokenMutations.Edits(Program, seed: 7, count: 50));
        Assert.True(texts.Distinct().Count() > 40);
        Assert.True(texts.Count(text => text == Program) < 5);
    }

    [Fact]
    public void Truncations_are_prefixes() =>
        Assert.Equal(["class A ", "class A { class ", "class A { class B { "], TokenMutations.Truncations("class A { class B { } }", step: 2).Take(3));

    [Fact]
    public async Task Broken_program_is_survived() =>
        await Survival.VerifyAsync(new BadNameAnalyzer(), ("Program.cs", "class Bad { int F( => (("));

    [Fact]
    public async Task Exception_is_not_survival()
    {
        var exception = await Assert.ThrowsAsync<VerificationException>(() => Survival.VerifyAsync(new ThrowingAnalyzer(), ("Program.cs", "class Bad { }")));
        Assert.Contains("thrown on purpose", exception.Message);
        Assert.Contains("==== Program.cs\nclass Bad { }", exception.Message);
    }

    [Fact]
    public async Task Difference_between_build_and_editor_is_not_survival()
    {
        var exception = await Assert.ThrowsAsync<VerificationException>(
            () => Survival.VerifyAsync(new CrossFileAnalyzer(), ("Program.cs", "class Good { }"), ("Data.cs", "class Bad { }")));
        Assert.Contains("build only", exception.Message);
    }

    [Fact]
    public async Task Hang_is_not_survival()
    {
        var exception = await Assert.ThrowsAsync<VerificationException>(
            () => Survival.VerifyAsync(new HangingAnalyzer(), TimeSpan.FromMilliseconds(200), ("Program.cs", "class Bad { }")));
        Assert.Contains("did not end within", exception.Message);
    }

    [Fact]
    public async Task Session_answers_after_a_cancelled_request()
    {
        var session = new AnalyzerSession(TestProgram.Compile(("Program.cs", Program)), new BadNameAnalyzer());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.BuildAsync(new CancellationToken(canceled: true)));
        Assert.Equal(3, (await session.BuildAsync()).Length);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.LiveAsync(cancellation: new CancellationToken(canceled: true)));
        Assert.Equal(3, (await session.LiveAsync()).Length);
    }

    private static IEnumerable<string> Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
}

/// <summary>Reports whatever class stands first: an order-dependent analyzer.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FirstClassAnalyzer : ClassNameAnalyzer
{
    protected override void Analyze(SemanticModelAnalysisContext context)
    {
        if (Names(context.SemanticModel.SyntaxTree, "Bad").FirstOrDefault() is { Text: { Length: > 0 } text } name)
            context.ReportDiagnostic(Diagnostic.Create(Bad, name.GetLocation(), text));
    }
}

/// <summary>Waits until it is cancelled.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HangingAnalyzer : ClassNameAnalyzer
{
    protected override void Analyze(SemanticModelAnalysisContext context)
    {
        context.CancellationToken.WaitHandle.WaitOne();
        context.CancellationToken.ThrowIfCancellationRequested();
    }
}
