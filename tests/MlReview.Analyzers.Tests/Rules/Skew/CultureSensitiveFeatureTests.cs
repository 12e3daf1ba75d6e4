using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR208: text is parsed to a number or date, or formatted from one, with the culture of the machine, on a path into a feature. The
/// finding stands at the conversion.
/// </summary>
public sealed class CultureSensitiveFeatureTests
{
    private const string Rule = "MLR208";

    private const string Usings = """
        using System.Globalization;


        """;

    private static string Loader(string size) => Usings + $$"""
        public static class HouseFile
        {
            public static IDataView Load(MLContext ml, string path) =>
                ml.Data.LoadFromEnumerable(File.ReadLines(path).Skip(1).Select(line => Parse(line.Split(';'))));

            private static House Parse(string[] cells) => new() { Size = {{size}}, City = cells[1] };
        }
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("float.Parse(cells[3], CultureInfo.InvariantCulture)")]
    [InlineData("float.Parse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture)")]
    [InlineData("float.Parse(cells[3], CultureInfo.GetCultureInfo(\"de-DE\"))")]
    [InlineData("float.Parse(cells[3], NumberFormatInfo.InvariantInfo)")]
    [InlineData("float.TryParse(cells[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var size) ? size : 0")]
    [InlineData("Convert.ToSingle(cells[3], CultureInfo.InvariantCulture)")]
    [InlineData("Convert.ToSingle(cells[3].Length)")]
    [InlineData("Convert.ToSingle(2.5)")]
    [InlineData("(float)(DateTime.ParseExact(cells[3], \"yyyy-MM-dd\", CultureInfo.InvariantCulture).DayOfYear)")]
    [InlineData("float.Parse(\"42\")")]
    [InlineData("DateTime.Parse(\"2024-05-01\").Day")]
    [InlineData("bool.Parse(cells[3]) ? 1 : 0")]
    [InlineData("cells[3].Length")]
    public Task J07_Silent_when_the_culture_is_given_or_has_no_say(string size) => Verify.SilentAsync(Rule, Loader(size));

    [Theory]
    [InlineData("CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;")]
    [InlineData("CultureInfo.DefaultThreadCurrentCulture = new CultureInfo(\"en-US\");")]
    [InlineData("System.Threading.Thread.CurrentThread.CurrentCulture = CultureInfo.InvariantCulture;")]
    public Task Silent_when_the_program_sets_its_culture(string statement) => new RuleTest(Rule)
    {
        Sources =
        {
            ("HouseFile.cs", Loader("float.Parse(cells[3])")),
            ("Start.cs", $$"""
                using System.Globalization;

                public static class Start { public static void Culture() { {{statement}} } }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_when_the_program_has_no_cultures() => new RuleTest(Rule)
    {
        Sources = { ("HouseFile.cs", Loader("float.Parse(cells[3])")) },
        Options = { ["build_property.InvariantGlobalization"] = "true" },
    }.RunAsync();

    [Theory]
    [InlineData("Console.WriteLine(float.Parse(args[0]));")]
    [InlineData("var limit = float.Parse(args[0]); if (limit > 3) { Console.WriteLine(\"high\"); }")]
    [InlineData("var log = new Entry { Size = float.Parse(args[0]) }; Console.WriteLine(log.Size);")]
    [InlineData("Console.WriteLine($\"{args.Length / 2.5:F2}\");")]
    [InlineData("var name = args.Length / 2.5 + \".csv\"; File.WriteAllText(name, \"x\");")]
    public Task Silent_when_no_row_gets_the_number(string statement) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        {{statement}}
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        Console.WriteLine(houses.GetRowCount());

        public class Entry { public float Size; }
        """);

    [Fact]
    public Task Silent_when_no_model_reads_the_column() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = File.ReadLines("houses.csv").Select(line => line.Split(';')).Select(cells => new House { Size = cells.Length, Rooms = float.Parse(cells[1]) });
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(rows));
        Console.WriteLine(model.Transform(ml.Data.LoadFromEnumerable(rows)).GetRowCount());
        """);

    [Fact]
    public Task Silent_when_a_number_is_only_shown() => Verify.SilentAsync(Rule, """
        public class Offer
        {
            [LoadColumn(0)] public float Price { get; set; }

            public string Shown => $"{Price:F2} EUR";
        }

        public class Shop(MLContext ml)
        {
            public IDataView Load(IEnumerable<Offer> offers) => ml.Data.LoadFromEnumerable(offers);
        }
        """);

    [Theory]
    [InlineData("writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $\"{row.Size};{row.Price}\"));")]
    [InlineData("writer.WriteLine(FormattableString.Invariant($\"{row.Size};{row.Price}\"));")]
    [InlineData("writer.WriteLine(row.Size.ToString(CultureInfo.InvariantCulture) + \";\" + row.City);")]
    [InlineData("writer.WriteLine($\"{row.City};{row.Label}\");")]
    [InlineData("writer.WriteLine($\"{row.Size:F0};{row.City}\");")]
    [InlineData("writer.WriteLine(string.Format(CultureInfo.InvariantCulture, \"{0};{1}\", row.Size, row.Price));")]
    public Task Silent_when_a_file_is_written_with_a_culture(string write) => Verify.SilentAsync(Rule, Writer("houses.csv", write));

    [Fact]
    public Task Silent_when_the_file_is_not_the_one_that_is_loaded() =>
        Verify.SilentAsync(Rule, Writer("report.csv", "writer.WriteLine($\"{row.Size};{row.Price}\");"));

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("float.Parse(cells[3], culture)", "IFormatProvider culture")]
    [InlineData("parse(cells[3])", "Func<string, float> parse")]
    [InlineData("Convert.ToSingle(reader[3])", "System.Data.IDataRecord reader")]
    [InlineData("float.Parse(cells[3], options.Culture)", "(int Column, CultureInfo Culture) options")]
    public Task Silent_when_it_is_not_known_who_decides(string size, string parameter) => Verify.SilentAsync(Rule, Usings + $$"""
        public class Reader
        {
            public House Read(MLContext ml, string[] cells, {{parameter}}) => new() { Size = {{size}} };
        }
        """);

    [Fact]
    public Task Silent_on_a_user_type_called_Convert() => Verify.SilentAsync(Rule, """
        namespace Acme.Text
        {
            public static class Convert { public static float ToSingle(string text) => text.Length; }

            public class Reader { public House Read(MLContext ml, string[] cells) => new() { Size = Convert.ToSingle(cells[3]) }; }
        }
        """);

    // ---- Defects: parsing ----

    [Theory]
    [InlineData("[|float.Parse(cells[3])|]")]
    [InlineData("(float)[|double.Parse(cells[3])|] * 10")]
    [InlineData("(float)[|decimal.Parse(cells[3].Trim())|]")]
    [InlineData("[|float.Parse(cells[3], NumberStyles.Float)|]")]
    [InlineData("[|float.Parse(cells[3], null)|]")]
    [InlineData("[|float.TryParse(cells[3], out var size)|] ? size : 0")]
    [InlineData("[|Convert.ToSingle(cells[3])|]")]
    [InlineData("(float)[|Convert.ToDouble(cells[3])|]")]
    [InlineData("[|DateTime.Parse(cells[3])|].DayOfYear")]
    [InlineData("[|DateTimeOffset.Parse(cells[3])|].Hour")]
    [InlineData("cells[3] == \"\" ? float.NaN : [|float.Parse(cells[3])|]")]
    [InlineData("[|float.Parse(\"1.5\")|]")]
    public Task J06_Number_or_date_parsed_in_a_loader(string size) => Verify.RuleAsync(Rule, Loader(size));

    [Fact]
    public Task J06_In_a_loop_with_a_helper() => Verify.RuleAsync(Rule, """
        public class Loader
        {
            public List<House> Load(MLContext ml, string path)
            {
                var houses = new List<House>();
                foreach (var line in File.ReadLines(path))
                {
                    var cells = line.Split(',');
                    var house = new House();
                    house.Size = Number(cells[0]);
                    house.Price = Number(cells[1]);
                    houses.Add(house);
                }

                return houses;
            }

            private static float Number(string cell) => [|float.Parse(cell)|];
        }
        """);

    [Fact]
    public Task J06_In_the_constructor_of_a_row() => Verify.RuleAsync(Rule, """
        public class Flat
        {
            public Flat() { }

            public Flat(string[] cells)
            {
                Size = [|float.Parse(cells[0])|];
                [|float.TryParse(cells[1], out var rent)|];
                Rent = rent;
            }

            [LoadColumn(0)] public float Size { get; set; }
            [LoadColumn(1)] public float Rent { get; set; }
        }

        public class Loader { public IDataView Load(MLContext ml, string[] lines) => ml.Data.LoadFromEnumerable(lines.Select(line => new Flat(line.Split(';')))); }
        """);

    [Fact]
    public Task J06_In_async_top_level_code_and_a_local_function() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var lines = await File.ReadAllLinesAsync("houses.csv");
        var houses = ml.Data.LoadFromEnumerable(lines.Select(Parse).ToList());
        Console.WriteLine(houses.GetRowCount());

        static House Parse(string line)
        {
            var (size, price) = Numbers(line.Split(';'));
            return new House { Size = size, Price = price };
        }

        static (float Size, float Price) Numbers(string[] cells) => ([|float.Parse(cells[0])|], [|float.Parse(cells[1])|]);
        """);

    [Theory]
    [InlineData("line.Split(',').Select([|float.Parse|]).ToArray()")]
    [InlineData("line.Split(',').Select(cell => [|float.Parse(cell)|]).ToArray()")]
    [InlineData("line.Split(',').Skip(1).Select(cell => [|float.Parse(cell)|]).ToArray()")]
    [InlineData("Array.ConvertAll(line.Split(','), [|float.Parse|])")]
    public Task J06_Numbers_of_a_vector(string features) => Verify.RuleAsync(Rule, $$"""
        public class Digit { [VectorType(64)] public float[] Pixels { get; set; } = []; }

        public class Loader
        {
            public IDataView Load(MLContext ml, IEnumerable<string> lines) => ml.Data.LoadFromEnumerable(lines.Select(line => new Digit { Pixels = {{features}} }));
        }
        """);

    [Fact]
    public Task In_a_row_that_is_described_nowhere_but_is_loaded() => Verify.RuleAsync(Rule, """
        public record Visit(float Seconds, float Pages);

        public class Loader
        {
            public IDataView Load(MLContext ml, string[] lines) =>
                ml.Data.LoadFromEnumerable(lines.Select(line => line.Split(';')).Select(cells => new Visit([|float.Parse(cells[0])|], cells.Length)));
        }
        """);

    [Fact]
    public Task In_a_property_that_a_row_computes() => Verify.RuleAsync(Rule, """
        public class Reading
        {
            public string Text { get; set; } = "";
            public float Value => [|float.Parse(Text)|];
        }

        public class Loader { public IDataView Load(MLContext ml, IEnumerable<Reading> readings) => ml.Data.LoadFromEnumerable(readings); }
        """);

    [Fact]
    public Task In_a_custom_mapping() => Verify.RuleAsync(Rule, """
        public class Input { public string Price { get; set; } = ""; }

        public class Output { public float Amount { get; set; } }

        public class Trainer
        {
            public IEstimator<ITransformer> Pipeline(MLContext ml) => ml.Transforms.CustomMapping<Input, Output>(
                (input, output) => output.Amount = [|float.Parse(input.Price.TrimEnd('€'))|], "Amount");
        }
        """);

    [Fact]
    public Task In_a_request_that_is_scored() => Verify.RuleAsync(Rule, """
        public class Pricing(PredictionEngine<House, HousePrediction> engine)
        {
            public float Price(IReadOnlyDictionary<string, string> query) => engine.Predict(new House { Size = [|float.Parse(query["size"])|] }).Price;
        }
        """);

    [Fact]
    public Task Number_that_decides_the_label() => Verify.RuleAsync(Rule, Loader("cells.Length").Replace("City = cells[1]", "Label = [|double.Parse(cells[4])|] > 3.5"));

    // ---- Defects: formatting ----

    [Fact]
    public Task Number_formatted_into_a_text_feature() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = File.ReadLines("houses.csv").Select(line => new House { City = line + "/" + [|(line.Length / 2.5).ToString()|], Price = line.Length });
        var pipeline = ml.Transforms.Categorical.OneHotEncoding("Features", "City").Append(ml.Regression.Trainers.FastTree("Price"));
        var model = pipeline.Fit(ml.Data.LoadFromEnumerable(rows));
        Console.WriteLine(model.Transform(ml.Data.LoadFromEnumerable(rows)).GetRowCount());
        """);

    [Theory]
    [InlineData("writer.WriteLine($\"{[|{row.Size}|]};{row.City}\");", true)]
    [InlineData("writer.WriteLine([|row.Size|] + \";\" + row.City);")]
    [InlineData("writer.WriteLine([|row.Size.ToString(\"F3\")|] + \";\" + row.City);")]
    [InlineData("writer.WriteLine([|string.Format(\"{0};{1}\", row.Size, row.City)|]);")]
    [InlineData("writer.WriteLine([|string.Join(\";\", row.Size, row.City)|]);")]
    [InlineData("writer.WriteLine([|string.Join(\";\", new[] { row.Size, row.Price })|]);")]
    public Task File_written_with_the_culture_and_loaded(string write, bool isHole = false) =>
        Verify.RuleAsync(Rule, Writer("houses.csv", isHole ? write.Replace("{[|{row.Size}|]}", "[|{row.Size}|]") : write));

    [Fact]
    public Task Lines_written_with_the_culture_and_loaded() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = new List<House>();
        var lines = houses.Select(house => $"[|{house.Size}|];{house.City}");
        File.WriteAllLines("houses.csv", lines);
        var data = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ';');
        Console.WriteLine(data.GetRowCount());
        """);

    // ---- Worth a look only ----

    [Theory]
    [InlineData("[|int.Parse(cells[3])|]")]
    [InlineData("[|Convert.ToInt32(cells[3])|]")]
    [InlineData("[|float.Parse((cells.Length / 2.5f).ToString(CultureInfo.InvariantCulture))|]", false)]
    [InlineData("[|float.Parse([|(cells.Length / 2.5f).ToString()|])|]")]
    [InlineData("[|float.Parse(Console.ReadLine()!)|]")]
    public async Task Suggestion_for_whole_numbers_round_trips_and_console_input(string size, bool isHint = true)
    {
        var findings = await Verify.RuleAsync(Rule, Loader(size));
        Assert.All(findings, finding => Assert.Equal(isHint ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, finding.Severity));
        Assert.All(findings, finding => Assert.Equal(isHint ? "Minor" : "Major", finding.Verdict()));
    }

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_conversion_and_the_column()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Loader("[|float.Parse(cells[3])|]")));

        Assert.Contains("float.Parse(cells[3])", finding.Text());
        Assert.Contains("column 'Size'", finding.Text());
        Assert.NotEmpty(finding.AdditionalLocations);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Loader.cs", """
                using Serilog;

                public class Loader(ILogger log)
                {
                    public House Read(MLContext ml, string[] cells)
                    {
                        log.Information("read {Count}", cells.Length);
                        return new House { Size = [|float.Parse(cells[3])|] };
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- Known misses ----

    [Fact]
    public Task Known_miss_text_that_a_StringBuilder_collects() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var houses = new List<House>();
        var text = new System.Text.StringBuilder();
        foreach (var house in houses)
        {
            text.AppendLine($"{house.Size};{house.City}");
        }

        File.WriteAllText("houses.csv", text.ToString());
        Console.WriteLine(ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ';').GetRowCount());
        """);

    private static string Writer(string file, string write) => Usings + $$"""
        public class Export(MLContext ml)
        {
            public IDataView Run(List<House> rows)
            {
                using (var writer = new StreamWriter("{{file}}"))
                {
                    foreach (var row in rows)
                    {
                        {{write}}
                    }
                }

                return ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ';');
            }
        }
        """;
}
