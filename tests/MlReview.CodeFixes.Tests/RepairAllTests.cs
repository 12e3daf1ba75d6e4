using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.CodeFixes.Tests.Verification;
using MlReview.Testing;
using Xunit;

namespace MlReview.CodeFixes.Tests;

/// <summary>FixAll makes every repair of a rule in its scope and none outside it, also where repairs touch; a second pass has nothing to do.</summary>
public sealed class RepairAllTests
{
    private static string Training(string type, string context = "new MLContext()") => $$"""
        public static class {{type}}
        {
            public static ITransformer Once(IDataView rows) => {{context}}.BinaryClassification.Trainers.LdSvm("Label", "Size").Fit(rows);

            public static ITransformer Again(IDataView rows) { var ml = {{context}}; return ml.BinaryClassification.Trainers.LdSvm("Label", "Rooms").Fit(rows); }
        }
        """;

    [Theory]
    [InlineData(FixAllScope.Document, "One.cs")]
    [InlineData(FixAllScope.Project, "One.cs Two.cs")]
    [InlineData(FixAllScope.Solution, "One.cs Three.cs Two.cs")]
    public async Task The_scope_is_repaired_and_nothing_else(FixAllScope scope, string changed)
    {
        var session = FixSession.Open(
            Compile("First", ("One.cs", Training("One")), ("Two.cs", Training("Two"))),
            Compile("Second", ("Three.cs", Training("Three"))));
        await ApplyAllAsync(session, "MLR301", "One.cs", scope);
        foreach (var type in new[] { "One", "Two", "Three" })
            Assert.Equal(changed.Split(' ').Contains(type + ".cs") ? Training(type, "new MLContext(seed: 1)") : Training(type), await session.TextAsync(type + ".cs"));
        Assert.Equal(scope == FixAllScope.Document ? 4 : scope == FixAllScope.Project ? 2 : 0, (await session.FindingsAsync()).Count(finding => finding.Id == "MLR301"));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task A_file_of_two_projects_is_repaired_once(FixAllScope scope)
    {
        var session = FixSession.Open(Compile("First", ("Shared.cs", Training("Shared"))), Compile("Second", ("Shared.cs", Training("Shared"))));
        await ApplyAllAsync(session, "MLR301", "Shared.cs", scope);
        foreach (var document in session.Solution.Projects.Select(project => project.Documents.Single(document => document.Name == "Shared.cs")))
            Assert.Equal(Training("Shared", "new MLContext(seed: 1)"), (await document.GetTextAsync()).ToString());
        Assert.DoesNotContain(await session.FindingsAsync(), finding => finding.Id == "MLR301");
    }

    /// <summary>Two columns of one list stand side by side: their deletions share a comma.</summary>
    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task Repairs_that_touch_are_all_made(FixAllScope scope)
    {
        static string Program(string features, string hole, string wrote) => $$"""
            using System.Globalization;

            var ml = new MLContext(seed: 1);
            var houses = ml.Data.LoadFromTextFile<House>("houses.csv", ',');
            using (var writer = new StreamWriter("houses.csv"))
            {
                foreach (var house in ml.Data.CreateEnumerable<House>(houses, reuseRowObject: false))
                    writer.WriteLine({{wrote}}{{hole}}{{(wrote.Length > 0 ? ")" : "")}});
            }

            var pipeline = ml.Transforms.CopyColumns("Paid", "Price")
                .Append(ml.Transforms.Concatenate("Features", {{features}}))
                .Append(ml.Regression.Trainers.LbfgsPoissonRegression("Price"));
            Console.WriteLine(ml.Regression.CrossValidate(houses, pipeline, labelColumnName: "Price")[0].Metrics.RSquared);
            """;
        const string Written = "$\"{house.Size};{house.Rooms};{house.Price}\"";
        var session = FixSession.Open(Compile("First", ("Program.cs", Program("\"Size\", \"Paid\", \"Price\"", Written, ""))));
        Assert.Equal(3, (await session.FindingsAsync()).Count(finding => finding.Id == "MLR208"));
        await ApplyAllAsync(session, "MLR208", "Program.cs", scope);
        Assert.Equal(Program("\"Size\", \"Paid\", \"Price\"", Written, "FormattableString.Invariant("), await session.TextAsync("Program.cs"));
        await ApplyAllAsync(session, "MLR104", "Program.cs", scope);
        Assert.Equal(Program("\"Size\"", Written, "FormattableString.Invariant("), await session.TextAsync("Program.cs"));
        Assert.DoesNotContain(await session.FindingsAsync(), finding => finding.Id is "MLR104" or "MLR208");
    }

    private static CSharpCompilation Compile(string name, params (string, string)[] files) => TestProgram.Compile(files).WithAssemblyName(name);

    private static async Task ApplyAllAsync(FixSession session, string rule, string file, FixAllScope scope)
    {
        var finding = (await session.FindingsAsync()).First(finding => finding.Id == rule && Path.GetFileName(finding.Location.SourceTree!.FilePath) == file);
        Assert.True(await session.ApplyAllAsync(finding, Assert.Single(await session.OfferedAsync(finding)), scope));
    }
}
