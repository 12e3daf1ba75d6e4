namespace MlReview.Browser.Tests;

/// <summary>A program with findings whose texts would run, load or break something if a report took them for markup.</summary>
internal static class HostileCode
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net8.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
          <ItemGroup><PackageReference Include="Microsoft.ML" Version="4.0.0" /></ItemGroup>
        </Project>
        """;

    private const string Program = """
        using Microsoft.ML;

        var ml = new MLContext();
        var data = ml.Data.LoadFromTextFile<Row>("<img src=x onerror=alert(1)>.csv"); // </script><script>alert(2)</script>
        var split = ml.Data.TrainTestSplit(data);
        var model = ml.Transforms.Concatenate("Features", "Size").Append(ml.Regression.Trainers.Sdca()).Fit(data);
        var metrics = ml.Regression.Evaluate(model.Transform(split.TestSet)); // <style>*{display:none}</style> --> ]]> &lt;b&gt;
        Console.WriteLine(metrics.RSquared + "<svg onload=alert(3)>");
        ml.Model.Save(model, data.Schema, "\"><iframe src='https://example.org/?q=javascript:alert(4)'></iframe>.zip");

        class Row
        {
            [Microsoft.ML.Data.LoadColumn(0)] public float Size { get; set; }
            [Microsoft.ML.Data.LoadColumn(1)] public float Label { get; set; }
        }
        """;

    /// <returns>The directory that was written.</returns>
    public static string WriteTo(string directory)
    {
        var project = Directory.CreateDirectory(Path.Combine(directory, "a&b <i>'x'"));
        File.WriteAllText(Path.Combine(project.FullName, "App.csproj"), Project);
        File.WriteAllText(Path.Combine(project.FullName, "Program.cs"), Program);
        return directory;
    }
}
