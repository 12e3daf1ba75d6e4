using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Artifacts;

/// <summary>
/// MLR406: rows or a model are read from, or written to, an absolute path or a folder of the user. The finding stands at the path, where
/// it is given to the call that uses it; a path that nothing uses is nobody's business.
/// </summary>
public sealed class MachineSpecificPathTests
{
    private const string Rule = "MLR406";

    private const string Train = """
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(data);

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("\"houses.csv\"")]
    [InlineData("\"data/houses.csv\"")]
    [InlineData("@\"..\\data\\houses.csv\"")]
    [InlineData("@\"data\\C\\houses.csv\"")]
    [InlineData("Path.Combine(AppContext.BaseDirectory, \"houses.csv\")")]
    [InlineData("Path.Combine(Environment.CurrentDirectory, \"data\", \"houses.csv\")")]
    [InlineData("Path.Combine(Path.GetTempPath(), \"houses.csv\")")]
    [InlineData("Path.GetFullPath(\"houses.csv\")")]
    [InlineData("Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), \"houses.csv\")")]
    [InlineData("Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), \"houses.csv\")")]
    [InlineData("\"/app/data/houses.csv\"")]
    [InlineData("\"/tmp/houses.csv\"")]
    [InlineData("\"/opt/ml/input/data/houses.csv\"")]
    [InlineData("\"/home/site/wwwroot/houses.csv\"")]
    [InlineData("\"https://data.example.com/houses.csv\"")]
    public Task Silent_when_every_machine_has_the_path(string path) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>({{path}}, separatorChar: ',');
        Console.WriteLine(data.Schema.Count);
        """);

    [Fact]
    public Task Silent_when_nothing_uses_the_constant() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            private const string OldPath = @"C:\Users\ann\houses.csv";
            private static readonly string s_backup = "/home/ann/backup.csv";

            public IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        }
        """);

    [Fact]
    public Task Silent_when_the_path_is_no_data_and_no_model() => Verify.SilentAsync(Rule, Train + """
        File.WriteAllText(@"C:\logs\training.log", "trained");
        Console.WriteLine(File.ReadAllText("/home/ann/settings.json").Length + model.GetHashCode());
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("args[0]")]
    [InlineData("args.Length > 0 ? args[0] : @\"C:\\data\\houses.csv\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"DATA\") ?? \"/home/ann/houses.csv\"")]
    [InlineData("Path.Combine(args[0], \"houses.csv\")")]
    public Task Silent_when_the_caller_or_the_environment_decides(string path) => Verify.SilentAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>({{path}}, separatorChar: ',');
        Console.WriteLine(data.Schema.Count);
        """);

    [Theory]
    [InlineData("public string DataPath { get; set; } = @\"C:\\data\\houses.csv\";")]
    [InlineData("public string DataPath = @\"C:\\data\\houses.csv\";")]
    public Task Silent_when_others_may_set_the_path(string member) => Verify.SilentAsync(Rule, $$"""
        public class Trainer
        {
            {{member}}

            public IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>(DataPath, separatorChar: ',');
        }
        """);

    [Fact]
    public Task Silent_when_one_caller_of_a_helper_gives_another_path() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        Console.WriteLine(Load(@"C:\data\train.csv").Schema.Count + Load("test.csv").Schema.Count);

        IDataView Load(string path) => ml.Data.LoadFromTextFile<House>(path, separatorChar: ',');
        """);

    [Fact]
    public Task Silent_when_the_path_is_built_by_a_type_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Train + "ml.Model.Save(model, data.Schema, Acme.Paths.Under(@\"C:\\models\"));") },
    }.RunAsync();

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                public sealed class ModelStore { public void Save(object model, object schema, string path) => System.Console.WriteLine(path); }
                public sealed class MLContext { public ModelStore Model { get; } = new(); }

                public static class Program
                {
                    public static void Run() => new MLContext().Model.Save(1, 2, @"C:\models\model.zip");
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Known_miss_lines_read_in_a_loop() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var rows = new List<House>();
        foreach (var line in File.ReadLines(@"C:\data\houses.csv"))
            rows.Add(new House { City = line });
        Console.WriteLine(ml.Data.LoadFromEnumerable(rows).Schema.Count);
        """);

    // ---- Defects: where the data or the model is ----

    [Theory]
    [InlineData("@\"C:\\data\\houses.csv\"")]
    [InlineData("\"D:/data/houses.csv\"")]
    [InlineData("@\"\\\\server\\share\\houses.csv\"")]
    [InlineData("\"/home/ann/houses.csv\"")]
    [InlineData("\"/Users/ann/houses.csv\"")]
    [InlineData("\"/root/houses.csv\"")]
    [InlineData("\"/mnt/data/houses.csv\"")]
    [InlineData("\"/data/houses.csv\"")]
    [InlineData("Path.Combine(@\"C:\\data\", \"houses.csv\")")]
    [InlineData("Path.Combine(\"data\", @\"C:\\data\\houses.csv\")")]
    [InlineData("$@\"C:\\data\\{Environment.MachineName}.csv\"")]
    [InlineData("@\"C:\\data\\\" + args[0]")]
    [InlineData("Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), \"houses.csv\")")]
    [InlineData("Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments) + \"/houses.csv\"")]
    [InlineData("Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.Desktop), \"data\", \"houses.csv\")")]
    public Task Data_is_loaded(string path) => Verify.RuleAsync(Rule, $$"""
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>([|{{path}}|], separatorChar: ',');
        Console.WriteLine(data.Schema.Count);
        """);

    [Theory]
    [InlineData("ml.Model.Save(model, data.Schema, [|@\"C:\\models\\price.zip\"|]);")]
    [InlineData("using var file = File.Create([|\"/home/ann/price-1.4.0.zip\"|]); ml.Model.Save(model, data.Schema, file);")]
    [InlineData("using var file = new FileStream([|@\"C:\\models\\price.onnx\"|], FileMode.Create); ml.Model.ConvertToOnnx(model, data, file);")]
    [InlineData("var loaded = ml.Model.Load([|@\"C:\\models\\price.zip\"|], out _);")]
    [InlineData("using var file = File.OpenRead([|@\"C:\\models\\price.zip\"|]); var loaded = ml.Model.Load(file, out _);")]
    [InlineData("using var file = File.Create([|@\"C:\\data\\scored.csv\"|]); ml.Data.SaveAsText(model.Transform(data), file);")]
    [InlineData("var more = ml.Data.LoadFromBinary([|@\"C:\\data\\houses.bin\"|]);")]
    [InlineData("var more = ml.Data.CreateTextLoader<House>(',').Load([|@\"C:\\data\\houses.csv\"|]);")]
    [InlineData("var more = ml.Data.CreateTextLoader<House>(',').Load([|new MultiFileSource(@\"C:\\data\\houses.csv\")|]);")]
    [InlineData("var scorer = ml.Transforms.ApplyOnnxModel([|@\"C:\\models\\net.onnx\"|]);")]
    [InlineData("var images = ml.Transforms.LoadImages(\"Image\", [|@\"C:\\images\"|], \"Path\");")]
    [InlineData("var net = ml.Model.LoadTensorFlowModel([|@\"C:\\models\\net.pb\"|]);")]
    [InlineData("var buffer = new MemoryStream(); ml.Model.Save(model, data.Schema, buffer); File.WriteAllBytes([|@\"C:\\models\\price.zip\"|], buffer.ToArray());")]
    [InlineData("var rows = ml.Data.LoadFromEnumerable(File.ReadLines([|@\"C:\\data\\houses.csv\"|]).Select(line => new House { City = line }).ToList());")]
    [InlineData("var rows = ml.Data.LoadFromEnumerable(File.ReadAllLines([|\"/home/ann/houses.csv\"|]).Select(line => new House { City = line }));")]
    public Task A_model_or_rows_are_read_or_written(string code) => Verify.RuleAsync(Rule, Train + code);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task Constant_of_a_class() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private const string Folder = @"C:\Users\ann\source\";
            private static readonly string s_path = Path.Combine(Folder, "houses.csv");

            public IDataView Load(MLContext ml) => ml.Data.LoadFromTextFile<House>([|s_path|], separatorChar: ',');
        }
        """);

    [Fact]
    public Task In_a_helper_that_gets_the_path() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        Console.WriteLine(Load(@"C:\data\train.csv").Schema.Count + Load(@"C:\data\test.csv").Schema.Count);

        IDataView Load(string path) => ml.Data.LoadFromTextFile<House>([|path|], separatorChar: ',');
        """);

    [Fact]
    public Task In_a_helper_that_makes_the_path() => Verify.RuleAsync(Rule, Train + """
        ml.Model.Save(model, data.Schema, [|PathOf("price-1.4.0")|]);

        static string PathOf(string name) => Path.Combine("/home/ann/models", name + ".zip");
        """);

    [Fact]
    public Task In_a_lambda_a_tuple_and_an_out_parameter() => Verify.RuleAsync(Rule, Train + """
        Locate(out var folder);
        var (target, version) = (folder, "1.4.0");
        Action<string> save = path => ml.Model.Save(model, data.Schema, [|path|]);
        save(target + version + ".zip");

        static void Locate(out string folder) => folder = @"C:\models\";
        """);

    [Fact]
    public Task In_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer(MLContext ml)
        {
            public async Task<ITransformer> LoadAsync() => ml.Model.Load([|await GetPathAsync()|], out _);

            private static Task<string> GetPathAsync() => Task.FromResult(@"C:\models\price.zip");
        }
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
                    public IDataView Load(MLContext ml)
                    {
                        log.Information("loading");
                        return ml.Data.LoadFromTextFile<House>([|@"C:\data\houses.csv"|], separatorChar: ',');
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_path_and_what_is_in_it()
    {
        var findings = await Verify.RuleAsync(Rule, Train + """
            ml.Model.Save(model, data.Schema, [|@"C:\models\price.zip"|]);
            var more = ml.Data.LoadFromBinary([|Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.MyDocuments), "a.bin")|]);
            """);

        Assert.Contains(@"'C:\models\price.zip'", findings[0].Text());
        Assert.Contains("the model", findings[0].Text());
        Assert.Contains("the data", findings[1].Text());
        Assert.Contains("folders of a user", findings[1].Text());
        Assert.All(findings, finding => Assert.Equal(DiagnosticSeverity.Info, finding.Severity));
        Assert.All(findings, finding => Assert.Equal("Minor", finding.Verdict()));
    }
}
