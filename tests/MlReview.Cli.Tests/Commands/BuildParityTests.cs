using System.Diagnostics;
using System.Text.Json;

namespace MlReview.Cli.Tests.Commands;

/// <summary>The reviewer and <c>dotnet build</c> agree on every finding and its severity, whatever the project says about it.</summary>
public sealed class BuildParityTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <UseAppHost>false</UseAppHost>
            <NoWarn>$(NoWarn);MLR301</NoWarn>
            <WarningsAsErrors>MLR502</WarningsAsErrors>
          </PropertyGroup>
          <ItemGroup>
            <Analyzer Include="{0}/MlReview.Analyzers.dll" />
            <Reference Include="{0}/surfaces/*.dll" Private="false" />
          </ItemGroup>
        </Project>
        """;

    /// <summary>Evaluated on the rows it was trained on.</summary>
    private const string Leak = """
        using Microsoft.ML;

        namespace {0};

        {1}
        public class Training
        {
            public class Row { public float[] Features { get; set; } = []; public bool Label { get; set; } }

            {2}
            public double Run()
            {
                var ml = new MLContext();
                var data = ml.Data.LoadFromTextFile<Row>("rows.csv", separatorChar: ',', hasHeader: true);
                var model = ml.BinaryClassification.Trainers.SdcaLogisticRegression().Fit(data);
                ml.Data.FilterRowsByMissingValues(data, "Features");
        {3}
                return ml.BinaryClassification.Evaluate(model.Transform(data)).AreaUnderRocCurve;
            }
        }
        """;

    private static string Source(string name, string onType = "", string onMethod = "", string pragma = "") =>
        Leak.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", onType, StringComparison.Ordinal).Replace("{2}", onMethod, StringComparison.Ordinal).Replace("{3}", pragma, StringComparison.Ordinal);

    [Fact]
    public async Task Every_severity_is_that_of_the_build()
    {
        const string Suppress = "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Leakage\", \"MLR103\")]";
        using var tree = new TemporaryTree()
            .With("App.csproj", Project.Replace("{0}", AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar), StringComparison.Ordinal))
            .With("Plain.cs", Source("Plain"))
            .With("OnType.cs", Source("OnType", onType: Suppress))
            .With("OnMethod.cs", Source("OnMethod", onMethod: Suppress))
            .With("Pragma.cs", Source("Pragma", pragma: "#pragma warning disable MLR103"))
            .With("Restored.cs", Source("Restored", pragma: "#pragma warning disable MLR103\n#pragma warning restore MLR103"))
            .With("Global.cs", "[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage(\"Leakage\", \"MLR103\", Scope = \"namespaceanddescendants\", Target = \"~N:InScope\")]")
            .With("InScope.cs", Source("InScope"))
            .With("Made.g.cs", Source("Made"))
            .With("error/.editorconfig", "[*.cs]\ndotnet_diagnostic.MLR103.severity = error").With("error/E.cs", Source("E"))
            .With("none/.editorconfig", "[*.cs]\ndotnet_diagnostic.MLR103.severity = none").With("none/N.cs", Source("N"))
            .With("info/.editorconfig", "[*.cs]\ndotnet_diagnostic.MLR103.severity = suggestion").With("info/I.cs", Source("I"))
            .With("bulk/.editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.severity = error").With("bulk/B.cs", Source("B"));

        await BuildAsync(tree);
        var review = await Tool.RunAsync("review", tree.Root, "--fail-on", "never", "--format", "json");

        var built = OfBuild(tree["build.sarif"]);
        Assert.NotEmpty(built);
        Assert.Contains(built, f => f.StartsWith("Plain.cs MLR103 warning", StringComparison.Ordinal));
        Assert.Equal(built, OfReview(review.Output));
    }

    private static async Task BuildAsync(TemporaryTree tree)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = tree.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in new[] { "build", "App.csproj", "--nologo", "-v:q", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:ErrorLog=build.sarif%2Cversion=2.1" })
            start.ArgumentList.Add(argument);
        using var build = Process.Start(start)!;
        var output = build.StandardOutput.ReadToEndAsync();
        var error = build.StandardError.ReadToEndAsync();
        await build.WaitForExitAsync();
        // Errors by severity make the build fail, and the log is written all the same.
        Assert.True(File.Exists(tree["build.sarif"]), await output + await error);
    }

    private static List<string> OfBuild(string sarif)
    {
        var results = JsonDocument.Parse(File.ReadAllText(sarif)).RootElement.GetProperty("runs")[0].GetProperty("results");
        return [.. results.EnumerateArray()
            .Where(r => r.GetProperty("ruleId").GetString()!.StartsWith("MLR", StringComparison.Ordinal) && !r.TryGetProperty("suppressions", out _))
            .Select(r => (Result: r, Place: r.GetProperty("locations")[0].GetProperty("physicalLocation")))
            .Select(r => $"{Path.GetFileName(r.Place.GetProperty("artifactLocation").GetProperty("uri").GetString())} {r.Result.GetProperty("ruleId")} {r.Result.GetProperty("level")} {r.Place.GetProperty("region").GetProperty("startLine")}")
            .Order(StringComparer.Ordinal)];
    }

    private static List<string> OfReview(string json) =>
        [.. JsonDocument.Parse(json).RootElement.GetProperty("findings").EnumerateArray()
            .Select(f => $"{Path.GetFileName(f.GetProperty("file").GetString())} {f.GetProperty("rule")} {f.GetProperty("level")} {f.GetProperty("line")}")
            .Order(StringComparer.Ordinal)];
}
