using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR212: feature code subtracts one literal and divides by another, and nothing explains either. A suggestion, at the division.
/// </summary>
public sealed class HardCodedStatisticsTests
{
    private const string Rule = "MLR212";

    private static string Reader(string size) => $$"""
        public class Reader
        {
            private const float Mean = 37.21f;
            private static readonly float Deviation = 4.8f;

            public House Read(MLContext ml, float x, float mean, float deviation) => new() { Size = {{size}}, City = "Oslo" };
        }
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("x / 255f")]
    [InlineData("x * 0.5f")]
    [InlineData("(x - 127.5f) / 127.5f")]
    [InlineData("(x - 0.485f) / 0.229f")]
    [InlineData("(x - 123.675f) / 58.395f")]
    [InlineData("(x / 255f - 0.406f) / 0.225f")]
    [InlineData("(x - 0.1307f) / 0.3081f")]
    [InlineData("(x - 0.48145466f) / 0.26862954f")]
    [InlineData("(x - 32) / 1.8f")]
    [InlineData("(float)((x - 32.0) / 1.8)")]
    [InlineData("(x - 273.15f) / 10")]
    [InlineData("(x - 37.21f) / 1000")]
    [InlineData("(x - 37.21f) / 64")]
    [InlineData("(x - 1) / 4.8f")]
    [InlineData("(x - 18) / 82")]
    [InlineData("(x - 365.25f) / 4.8f")]
    [InlineData("(x - Mean) / Deviation")]
    [InlineData("(x - mean) / deviation")]
    [InlineData("(x - Mean) / 4.8f")]
    [InlineData("x - 37.21f")]
    [InlineData("x / 4.8f")]
    [InlineData("37.21f / 4.8f")]
    public Task J12_Silent_when_the_numbers_are_explained(string size) => Verify.SilentAsync(Rule, Reader(size));

    [Fact]
    public Task Silent_when_no_row_gets_the_number() => Verify.SilentAsync(Rule, """
        public class Report
        {
            public float Score(MLContext ml, float x) => (x - 37.21f) / 4.8f;
        }
        """);

    [Fact]
    public Task Silent_when_no_model_reads_the_column() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = Enumerable.Range(0, 100).Select(i => new House { Size = i, Rooms = (i - 37.21f) / 4.8f, Price = i });
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(rows));
        Console.WriteLine(model.Transform(ml.Data.LoadFromEnumerable(rows)).GetRowCount());
        """);

    // ---- Unknown is silence ----

    [Fact]
    public Task Silent_when_it_is_not_known_what_becomes_of_the_number() => Verify.SilentAsync(Rule, """
        public interface ISink { void Put(float number); }

        public class Reader(ISink sink)
        {
            public void Read(MLContext ml, float x) => sink.Put((x - 37.21f) / 4.8f);
        }
        """);

    // ---- Worth a look ----

    [Theory]
    [InlineData("[|(x - 37.21f) / 4.8f|]")]
    [InlineData("(float)([|(x - 37.21) / 4.8|])")]
    [InlineData("Math.Clamp([|(x - 37.21f) / 4.8f|], -3, 3)")]
    [InlineData("[|(x - 23) / 4.7f|]")]
    [InlineData("[|(x - -3.7f) / 4.7f|]")]
    public async Task J11_Scaled_by_unexplained_literals(string size)
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Reader(size)));
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Minor", finding.Verdict());
        Assert.Contains("column 'Size'", finding.Text());
        Assert.NotEmpty(finding.AdditionalLocations);
    }

    [Fact]
    public Task J11_In_a_request_through_a_helper() => Verify.RuleAsync(Rule, """
        public class Pricing(PredictionEngine<House, HousePrediction> engine)
        {
            public float Price(float size) => engine.Predict(new House { Size = Scaled(size) }).Price;

            private static float Scaled(float x) => [|(x - 37.21f) / 4.8f|];
        }
        """);

    [Fact]
    public Task J11_In_a_custom_mapping() => Verify.RuleAsync(Rule, """
        public class Input { public float Size { get; set; } }

        public class Output { public float Scaled { get; set; } }

        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) =>
                ml.Transforms.CustomMapping<Input, Output>((input, output) => output.Scaled = [|(input.Size - 37.21f) / 4.8f|], "Scale");
        }
        """);

    [Fact]
    public Task J11_In_a_vector() => Verify.RuleAsync(Rule, """
        public class Row { [VectorType(2)] public float[] Features { get; set; } = []; }

        public class Reader
        {
            public Row Read(MLContext ml, float a, float b)
            {
                var features = new float[2];
                features[0] = [|(a - 37.21f) / 4.8f|];
                features[1] = [|(b - 12.7f) / 2.9f|];
                return new Row { Features = features };
            }

            public Row ReadAtOnce(MLContext ml, float a, float b) => new() { Features = [[|(a - 37.21f) / 4.8f|], b] };
        }
        """);

    [Fact]
    public Task J11_In_training_rows_of_async_top_level_code() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var lines = await File.ReadAllLinesAsync("houses.csv");
        var rows = lines.Select(Parse).ToList();
        Console.WriteLine(ml.Data.LoadFromEnumerable(rows).GetRowCount());

        static House Parse(string line)
        {
            var house = new House();
            house.Size = [|(line.Length - 37.21f) / 4.8f|];
            return house;
        }
        """);

    // ---- Known misses ----

    [Fact]
    public Task Known_miss_shift_and_scale_in_two_statements() => Verify.SilentAsync(Rule, """
        public class Reader
        {
            public House Read(MLContext ml, float x)
            {
                var shifted = x - 37.21f;
                return new House { Size = shifted / 4.8f };
            }
        }
        """);
}
