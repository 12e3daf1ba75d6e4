using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Skew;

/// <summary>
/// MLR217: a hash code that .NET draws anew in every process becomes a feature, or decides about an order or a split. The finding
/// stands at the hash code.
/// </summary>
public sealed class HashCodeAsValueTests
{
    private const string Rule = "MLR217";

    private const string Rows = """
        var ml = new MLContext(seed: 1);
        var rows = File.ReadLines("houses.csv").Skip(1).Select(line => line.Split(','))
            .Select(cells => new House { Size = cells[0].Length, City = cells[2], Price = cells[1].Length })
            .ToList();

        """;

    private const string TrainOnKept = """

        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price", featureColumnName: "Size").Fit(ml.Data.LoadFromEnumerable(kept));
        ml.Model.Save(model, ml.Data.LoadFromEnumerable(kept).Schema, "houses-1.4.0.zip");
        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("row.City.Length")]
    [InlineData("((int)row.Size).GetHashCode()")]
    [InlineData("row.Size.GetHashCode()")]
    [InlineData("row.Label.GetHashCode()")]
    [InlineData("new DateTime(2024, 1, 1).GetHashCode()")]
    [InlineData("Guid.Parse(row.City).GetHashCode()")]
    [InlineData("'x'.GetHashCode()")]
    [InlineData("DayOfWeek.Friday.GetHashCode()")]
    [InlineData("BitConverter.ToInt32(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(row.City)), 0)")]
    public Task Silent_when_the_hash_is_the_same_in_every_process(string hash) => Verify.SilentAsync(Rule, Rows + $$"""
        var kept = rows.Select(row => new House { Size = {{hash}}, Price = row.Price }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_the_hash_is_written_by_hand() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows.Select(row => new House { Size = Fnv(row.City) % 100, Price = row.Price }).ToList();

        static int Fnv(string text)
        {
            var hash = unchecked((int)2166136261);
            foreach (var letter in text)
            {
                hash = unchecked((hash ^ letter) * 16777619);
            }

            return hash;
        }
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_a_class_only_overrides_GetHashCode() => Verify.SilentAsync(Rule, """
        public sealed class Flat
        {
            [LoadColumn(0)] public float Size;
            [LoadColumn(1)] public string City = "";

            public override bool Equals(object? obj) => obj is Flat other && other.City == City && other.Size == Size;

            public override int GetHashCode() => HashCode.Combine(City, Size);
        }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<Flat> flats)
            {
                var rows = ml.Data.LoadFromEnumerable(new HashSet<Flat>(flats));
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            }
        }
        """);

    [Fact]
    public Task Silent_when_an_override_computes_a_stable_hash() => Verify.SilentAsync(Rule, """
        public sealed class Flat
        {
            [LoadColumn(0)] public float Size;
            [LoadColumn(1)] public int Zip;

            public override int GetHashCode() => Zip * 31 + (int)Size;
        }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<Flat> flats) =>
                ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(flats.OrderBy(flat => flat.GetHashCode()).Take(800).ToList()));
        }
        """);

    [Theory]
    [InlineData("var cache = new Dictionary<int, House>(); foreach (var row in rows) { cache[row.City.GetHashCode()] = row; } var kept = rows;")]
    [InlineData("var kept = rows.GroupBy(row => row.City.GetHashCode()).Select(group => group.First()).ToList();")]
    [InlineData("var wanted = rows[0].City; var kept = rows.Where(row => row.City.GetHashCode() == wanted.GetHashCode() && row.City == wanted).ToList();")]
    [InlineData("var wanted = \"Oslo\".GetHashCode(); var kept = rows.Where(row => row.City.GetHashCode() == wanted).ToList();")]
    [InlineData("var seen = new HashSet<int>(); var kept = rows.Where(row => seen.Add(row.City.GetHashCode())).ToList();")]
    [InlineData("var sizes = new Dictionary<int, float>(); foreach (var row in rows) { sizes[row.City.GetHashCode()] = row.Size; } var kept = rows.Select(row => new House { Size = sizes[row.City.GetHashCode()], Price = row.Price }).ToList();")]
    [InlineData("Console.WriteLine(rows[0].City.GetHashCode()); var kept = rows;")]
    [InlineData("var code = HashCode.Combine(rows.Count, rows[0].City); File.WriteAllText($\"run-{code}.txt\", \"started\"); var kept = rows;")]
    public Task Silent_when_the_hash_only_finds_or_names_something(string use) => Verify.SilentAsync(Rule, Rows + use + TrainOnKept);

    [Fact]
    public Task Silent_when_the_hash_is_part_of_a_file_name() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            public ITransformer Train(MLContext ml, string query)
            {
                var rows = ml.Data.LoadFromTextFile<House>(Path.Combine("cache", query.GetHashCode() + ".csv"));
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            }
        }
        """);

    [Fact]
    public Task Silent_when_no_model_reads_the_column() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows.Select(row => new House { Size = row.Size, Rooms = row.City.GetHashCode(), Price = row.Price }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_the_rows_are_never_trained_on_or_scored() => Verify.SilentAsync(Rule, Rows + """
        var shuffled = rows.OrderBy(row => row.City.GetHashCode()).ToList();
        Console.WriteLine(shuffled.Count);
        var kept = rows;
        """ + TrainOnKept);

    [Fact]
    public Task Silent_when_the_order_is_sorted_away() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows.OrderBy(row => row.City.GetHashCode()).ToList();
        kept = rows.OrderBy(row => row.City).ToList();
        """ + TrainOnKept);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public class T { public ITransformer Run(MLContext ml, List<object> keys, List<House> rows) => ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(row => keys[(int)row.Size].GetHashCode()).ToList())); }")]
    [InlineData("public interface IKeyed { int GetHashCode(); } public class T { public ITransformer Run(MLContext ml, IKeyed key, List<House> rows) => ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(row => key.GetHashCode()).ToList())); }")]
    [InlineData("public class T<TKey> where TKey : notnull { public ITransformer Run(MLContext ml, Func<House, TKey> key, List<House> rows) => ml.Regression.Trainers.FastTree(\"Price\", \"Size\").Fit(ml.Data.LoadFromEnumerable(rows.OrderBy(row => key(row).GetHashCode()).ToList())); }")]
    [InlineData("public class T(IEqualityComparer<string> comparer) { public House Row(MLContext ml, string city) => new() { Size = comparer.GetHashCode(city) }; }")]
    [InlineData("public abstract class Key { } public class T { public House Row(MLContext ml, Key key) => new() { Size = key.GetHashCode() }; }")]
    public Task Silent_when_it_is_not_known_whose_hash_it_is(string source) => Verify.SilentAsync(Rule, source);

    [Fact]
    public Task Silent_on_a_user_type_called_HashCode() => Verify.SilentAsync(Rule, """
        namespace Acme.Hashing
        {
            public static class HashCode { public static int Combine(string a, string b) => (a.Length * 31) + b.Length; }

            public class Reader
            {
                public House Row(MLContext ml, string city, string street) => new() { Size = HashCode.Combine(city, street) };
            }
        }
        """);

    [Fact]
    public Task Silent_on_a_class_that_is_no_row() => Verify.SilentAsync(Rule, Rows + """
        var kept = rows;
        var log = new Entry { Code = rows[0].City.GetHashCode() };
        Console.WriteLine(log.Code);
        """ + TrainOnKept + """

        public class Entry { public int Code; }
        """);

    // ---- Defects: a feature ----

    [Theory]
    [InlineData("[|row.City.GetHashCode()|]")]
    [InlineData("Math.Abs([|row.City.GetHashCode()|]) % 100")]
    [InlineData("[|row.City.GetHashCode(StringComparison.OrdinalIgnoreCase)|] & 1023")]
    [InlineData("[|HashCode.Combine(row.City, row.Label)|]")]
    [InlineData("[|StringComparer.Ordinal.GetHashCode(row.City)|]")]
    [InlineData("[|(row.City, row.Label).GetHashCode()|]")]
    [InlineData("[|(row.City + row.Size).GetHashCode()|] % 7")]
    public Task Hash_code_in_a_feature(string hash) => Verify.RuleAsync(Rule, Rows + $$"""
        var kept = rows.Select(row => new House { Size = {{hash}}, Price = row.Price }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task In_a_row_that_is_added_in_a_loop() => Verify.RuleAsync(Rule, Rows + """
        var kept = new List<House>();
        foreach (var row in rows)
        {
            var bucket = [|row.City.GetHashCode()|] % 50;
            kept.Add(new House { Size = bucket, Price = row.Price });
        }
        """ + TrainOnKept);

    [Fact]
    public Task Written_into_rows_in_place() => Verify.RuleAsync(Rule, Rows + """
        var kept = rows;
        foreach (var row in kept)
        {
            row.Size = [|row.City.GetHashCode()|] % 50;
        }
        """ + TrainOnKept);

    [Fact]
    public Task In_the_helper_of_a_class() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<House> houses)
            {
                var rows = ml.Data.LoadFromEnumerable(houses.Select(house => new House { Size = IdOf(house.City), Price = house.Price }));
                return ml.Regression.Trainers.FastTree("Price", "Size").Fit(rows);
            }

            private static int IdOf(string name) => Math.Abs([|name.GetHashCode()|]) % 1000;
        }
        """);

    [Fact]
    public Task In_a_prediction_request() => Verify.RuleAsync(Rule, """
        public class Pricing(PredictionEngine<House, HousePrediction> engine)
        {
            public float Price(string city, float rooms) => engine.Predict(new House { Size = [|city.GetHashCode()|] % 100, Rooms = rooms }).Price;
        }
        """);

    [Fact]
    public Task In_a_row_that_is_described_nowhere_but_is_loaded() => Verify.RuleAsync(Rule, """
        public class Visit { public float Page { get; set; } public float Seconds { get; set; } }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<(string Url, float Seconds)> visits)
            {
                var rows = ml.Data.LoadFromEnumerable(visits.Select(visit => new Visit { Page = [|visit.Url.GetHashCode()|], Seconds = visit.Seconds }));
                return ml.Regression.Trainers.FastTree("Seconds", "Page").Fit(rows);
            }
        }
        """);

    [Fact]
    public Task In_a_property_that_a_row_computes() => Verify.RuleAsync(Rule, """
        public class Visit
        {
            public string Url { get; set; } = "";
            public float Seconds { get; set; }
            public float Page => [|Url.GetHashCode()|] % 1000;
        }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IEnumerable<Visit> visits) =>
                ml.Regression.Trainers.FastTree("Seconds", "Page").Fit(ml.Data.LoadFromEnumerable(visits));
        }
        """);

    [Fact]
    public Task In_an_override_of_GetHashCode_that_becomes_a_feature() => Verify.RuleAsync(Rule, """
        public sealed class Place
        {
            public string City = "";
            public string Street = "";

            public override int GetHashCode() => [|HashCode.Combine(City, Street)|];
        }

        public class Reader
        {
            public House Row(MLContext ml, Place place) => new() { Size = place.GetHashCode() % 512 };
        }
        """);

    [Fact]
    public Task In_a_custom_mapping() => Verify.RuleAsync(Rule, """
        public class Input { public string City { get; set; } = ""; }

        public class Output { public float Bucket { get; set; } }

        public class Trainer
        {
            public ITransformer Train(MLContext ml, IDataView rows) => ml.Transforms
                .CustomMapping<Input, Output>((input, output) => output.Bucket = [|input.City.GetHashCode()|] % 64, "Bucket")
                .Append(ml.Transforms.Concatenate("Features", "Bucket"))
                .Append(ml.Regression.Trainers.FastTree("Price"))
                .Fit(rows);
        }
        """);

    [Fact]
    public Task In_a_vector_by_the_hashing_trick() => Verify.RuleAsync(Rule, """
        public class Document { [VectorType(64)] public float[] Words = new float[64]; public bool Label; }

        public class Reader
        {
            public static Document Read(string text, bool label)
            {
                var words = new float[64];
                foreach (var word in text.Split(' '))
                {
                    words[Math.Abs([|word.GetHashCode()|]) % 64] += 1;
                }

                return new Document { Words = words, Label = label };
            }

            public ITransformer Train(MLContext ml, IEnumerable<string> texts) =>
                ml.BinaryClassification.Trainers.SdcaLogisticRegression("Label", "Words").Fit(ml.Data.LoadFromEnumerable(texts.Select(text => Read(text, text.Length > 3))));
        }
        """);

    [Fact]
    public Task In_anonymous_rows() => Verify.RuleAsync(Rule, Rows + """
        var kept = rows.Select(row => new { Size = (float)([|row.City.GetHashCode()|] % 100), row.Price }).ToList();
        """ + TrainOnKept);

    [Fact]
    public Task Built_up_in_a_HashCode() => Verify.RuleAsync(Rule, """
        public class Reader
        {
            public House Row(MLContext ml, string city, string street)
            {
                var hash = new HashCode();
                hash.Add(city);
                hash.Add(street);
                return new House { Size = [|hash.ToHashCode()|] % 100 };
            }
        }
        """);

    // ---- Defects: an order, a split ----

    [Theory]
    [InlineData("rows.OrderBy(row => [|row.City.GetHashCode()|]).Take(800).ToList()")]
    [InlineData("rows.Where(row => Math.Abs([|row.City.GetHashCode()|]) % 10 < 8).ToList()")]
    [InlineData("rows.Where(row => [|row.City.GetHashCode()|] % 5 != 0).ToList()")]
    [InlineData("rows.OrderBy(row => [|row.GetHashCode()|]).Take(800).ToList()")]
    [InlineData("(from row in rows orderby [|HashCode.Combine(row.City, 7)|] select row).Take(800).ToList()")]
    public Task Hash_code_decides_which_rows_are_trained_on(string kept) => Verify.RuleAsync(Rule, Rows + $"var kept = {kept};" + TrainOnKept);

    [Fact]
    public Task Hash_code_decides_on_which_side_a_row_lands() => Verify.RuleAsync(Rule, Rows + """
        var kept = new List<House>();
        var test = new List<House>();
        foreach (var row in rows)
        {
            if (Math.Abs([|row.City.GetHashCode()|]) % 10 < 8)
            {
                kept.Add(row);
            }
            else
            {
                test.Add(row);
            }
        }
        """ + TrainOnKept);

    [Fact]
    public Task In_a_local_function_and_async_code() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var lines = await File.ReadAllLinesAsync("houses.csv");
        var train = lines.Where(line => Fold(line) != 0).Select(Parse).ToList();
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(train));
        Console.WriteLine(model.Transform(ml.Data.LoadFromEnumerable(train)).GetRowCount());

        static int Fold(string line) => [|line.GetHashCode()|] % 5;
        static House Parse(string line) => new() { Size = line.Length };
        """);

    [Fact]
    public Task Hash_code_is_the_seed_of_a_split() => Verify.RuleAsync(Rule, Rows + """
        var split = ml.Data.TrainTestSplit(ml.Data.LoadFromEnumerable(rows), testFraction: 0.2, seed: [|"houses".GetHashCode()|]);
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(split.TrainSet);
        Console.WriteLine(ml.Regression.Evaluate(model.Transform(split.TestSet), "Price").RSquared);
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("Trainer.cs", """
                using Serilog;

                public class Trainer(ILogger log)
                {
                    public ITransformer Train(MLContext ml, IReadOnlyList<House> rows)
                    {
                        var kept = rows.OrderBy(row => [|row.City.GetHashCode()|]).Take(800).ToList();
                        log.Information("kept {Count}", kept.Count);
                        return ml.Regression.Trainers.FastTree("Price", "Size").Fit(ml.Data.LoadFromEnumerable(kept));
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_hash_and_the_column()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Rows + """
            var kept = rows.Select(row => new House { Size = [|row.City.GetHashCode()|] % 100, Price = row.Price }).ToList();
            """ + TrainOnKept));

        Assert.Contains("row.City.GetHashCode()", finding.Text());
        Assert.Contains("column 'Size'", finding.Text());
        Assert.NotEmpty(finding.AdditionalLocations);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Critical", finding.Verdict());
    }

    // ---- Known misses ----

    [Fact]
    public Task Known_miss_hash_code_that_a_record_makes_of_its_members() => Verify.SilentAsync(Rule, """
        public record Key(string City, string Street);

        public class Reader
        {
            public House Row(MLContext ml, string city, string street) => new() { Size = new Key(city, street).GetHashCode() % 100 };
        }
        """);

    [Fact]
    public Task Known_miss_hash_code_of_an_object_whose_type_is_not_written() => Verify.SilentAsync(Rule, """
        public class Reader
        {
            public House Row(MLContext ml, string city)
            {
                object key = city;
                return new() { Size = key.GetHashCode() % 100 };
            }
        }
        """);
}
