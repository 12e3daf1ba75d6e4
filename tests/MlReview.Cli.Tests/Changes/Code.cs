namespace MlReview.Cli.Tests.Changes;

/// <summary>Small programs in which <see cref="FitAnalyzer"/> finds every <c>Fit</c>.</summary>
internal static class Code
{
    public const string Library = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.ML" Version="4.0.0" /></ItemGroup>
        </Project>
        """;

    /// <summary>A class with one method for each body.</summary>
    public static string Class(string name, params string[] bodies) =>
        $"using Microsoft.ML;\nclass {name}\n{{\n{string.Concat(bodies.Select((body, i) => $"    object M{i}(MLContext ml, IDataView data) => {body};\n"))}}}\n";

    /// <summary>One finding.</summary>
    public static string Fit(string column) => $"ml.Transforms.NormalizeMinMax(\"{column}\").Fit(data)";
}
