using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Artifacts;

/// <summary>
/// MLR401: a model is saved to a path no part of which can carry a version, so that each training overwrites the last model and nobody
/// knows which one is running. The finding stands at the path. What the caller or the configuration decides is unknown.
/// </summary>
public sealed class UnversionedModelTests
{
    private const string Rule = "MLR401";

    private const string Train = """
        using System.Globalization;
        using System.Reflection;
        using System.Text;

        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Regression.Trainers.FastTree(labelColumnName: "Price", featureColumnName: "Size").Fit(data);

        """;

    // ---- Look-alikes that are right: literal versions ----

    [Theory]
    [InlineData("churn-2.1.0.zip")]
    [InlineData("churn-1.4.zip")]
    [InlineData("churn_v3.zip")]
    [InlineData("churn.v12.zip")]
    [InlineData("models/v3/churn.zip")]
    [InlineData("models/1.4.2/churn.zip")]
    [InlineData("churn-2024-05-01.zip")]
    [InlineData("models/2024-05-01/churn.zip")]
    [InlineData("churn-20240501.zip")]
    [InlineData("churn-9f86d08.zip")]
    [InlineData("churn-9f86d081884c7d659a2feaa0c55ad015.zip")]
    public Task Silent_when_the_literal_looks_like_a_version(string path) => Verify.SilentAsync(Rule, Train + $"""
        ml.Model.Save(model, data.Schema, "{path}");
        """);

    [Theory]
    [InlineData("churn-2.1.0.zip")]
    [InlineData("models/v3/churn.zip")]
    public Task Silent_when_a_versioned_literal_is_opened_as_a_stream(string path) => Verify.SilentAsync(Rule, Train + $"""
        using var file = new FileStream("{path}", FileMode.Create);
        ml.Model.Save(model, data.Schema, file);
        """);

    // ---- Look-alikes that are right: holes that carry a version ----

    [Theory]
    [InlineData("$\"churn-{DateTime.UtcNow:yyyyMMdd-HHmmss}.zip\"")]
    [InlineData("$\"churn-{DateTime.UtcNow.Ticks}.zip\"")]
    [InlineData("\"churn-\" + DateTime.Now.ToString(\"yyyyMMdd\") + \".zip\"")]
    [InlineData("string.Format(\"churn-{0}.zip\", DateTimeOffset.UtcNow.ToUnixTimeSeconds())")]
    [InlineData("string.Concat(\"churn-\", DateTime.Today.ToString(\"s\"), \".zip\")")]
    [InlineData("Path.Combine(\"models\", DateTime.UtcNow.ToString(\"yyyy-MM-dd\"), \"churn.zip\")")]
    [InlineData("$\"churn-{Guid.NewGuid():N}.zip\"")]
    [InlineData("$\"churn-{Assembly.GetExecutingAssembly().GetName().Version}.zip\"")]
    [InlineData("Path.Combine(\"models\", $\"churn-{Environment.GetEnvironmentVariable(\"GITHUB_SHA\")}.zip\")")]
    [InlineData("$\"churn-{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(\"houses.csv\")))}.zip\"")]
    public Task Silent_when_a_hole_is_fed_by_a_date_a_hash_or_a_run(string path) => Verify.SilentAsync(Rule, Train + $$"""
        ml.Model.Save(model, data.Schema, {{path}});
        """);

    [Theory]
    [InlineData("modelVersion")]
    [InlineData("runId")]
    [InlineData("commit")]
    [InlineData("gitSha")]
    [InlineData("timestamp")]
    [InlineData("dataHash")]
    [InlineData("trainingDate")]
    public Task Silent_when_the_name_of_a_hole_says_that_it_is_a_version(string name) => Verify.SilentAsync(Rule, Train + $$"""
        const string {{name}} = "current";
        ml.Model.Save(model, data.Schema, $"churn-{{{name}}}.zip");
        """);

    [Fact]
    public Task Silent_when_a_word_of_the_team_names_the_version() => new RuleTest(Rule)
    {
        Options = { ["mlreview_version_words"] = "build, release" },
        Sources =
        {
            ("Program.cs", Train + """
                const string build = "nightly";
                ml.Model.Save(model, data.Schema, $"churn-{build}.zip");
                """),
        },
    }.RunAsync();

    [Fact]
    public Task The_word_of_another_team_is_no_version() => Verify.RuleAsync(Rule, Train + """
        const string build = "nightly";
        ml.Model.Save(model, data.Schema, [|$"churn-{build}.zip"|]);
        """);

    [Fact]
    public Task Silent_when_the_version_is_in_a_static_readonly_member() => Verify.SilentAsync(Rule, """
        public static class Settings
        {
            public const string Version = "2.1.0";
            public static readonly string ModelPath = Path.Combine("models", $"churn-{Version}.zip");
        }

        public class Trainer
        {
            public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, Settings.ModelPath);
        }
        """);

    [Fact]
    public Task Silent_on_a_current_copy_beside_a_time_stamped_one() => Verify.SilentAsync(Rule, Train + """
        ml.Model.Save(model, data.Schema, $"churn-{DateTime.UtcNow:yyyyMMddHHmmss}.zip");
        ml.Model.Save(model, data.Schema, "churn-current.zip");
        """);

    [Fact]
    public Task Silent_when_the_schema_of_rows_is_written() => Verify.SilentAsync(Rule, Train + """
        using var file = File.Create("scored.csv");
        ml.Data.SaveAsText(model.Transform(data), file);
        """);

    [Fact]
    public Task Silent_when_a_constant_path_is_only_read() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var model = ml.Model.Load("churn.zip", out var schema);
        Console.WriteLine(schema.Count + model.GetType().Name);
        """);

    [Fact]
    public Task Silent_when_the_model_goes_to_memory() => Verify.SilentAsync(Rule, Train + """
        using var buffer = new MemoryStream();
        ml.Model.Save(model, data.Schema, buffer);
        Console.WriteLine(buffer.Length);
        """);

    [Theory]
    [InlineData("File.Copy(\"churn.zip\", $\"churn-{DateTime.UtcNow:yyyyMMdd}.zip\");")]
    [InlineData("File.Move(\"churn.zip\", $\"churn-{Guid.NewGuid()}.zip\", overwrite: true);")]
    [InlineData("File.Copy(\"churn.zip\", args[0]);")]
    [InlineData("new FileInfo(\"churn.zip\").CopyTo(\"churn-2.1.0.zip\");")]
    [InlineData("using var from = File.OpenRead(\"churn.zip\"); using var to = File.Create($\"churn-{DateTime.UtcNow.Ticks}.zip\"); from.CopyTo(to);")]
    [InlineData("File.WriteAllBytes($\"churn-{DateTime.UtcNow.Ticks}.zip\", File.ReadAllBytes(\"churn.zip\"));")]
    public Task Silent_when_the_file_is_then_copied_to_a_version(string copy) => Verify.SilentAsync(Rule, Train + $"""
        ml.Model.Save(model, data.Schema, "churn.zip");
        {copy}
        """);

    [Theory]
    [InlineData("File.WriteAllBytes($\"churn-{DateTime.UtcNow.Ticks}.zip\", buffer.ToArray());")]
    [InlineData("File.WriteAllBytes(args[0], buffer.ToArray());")]
    [InlineData("using var file = File.Create(\"churn-1.4.0.zip\"); buffer.CopyTo(file);")]
    public Task Silent_when_memory_is_written_to_a_version(string write) => Verify.SilentAsync(Rule, Train + $"""
        using var buffer = new MemoryStream();
        ml.Model.Save(model, data.Schema, buffer);
        {write}
        """);

    [Fact]
    public Task Silent_when_memory_goes_to_a_store_that_is_not_known() => Verify.SilentAsync(Rule, """
        public interface IModelStore
        {
            void Put(string name, byte[] content);
        }

        public class Trainer(IModelStore store)
        {
            public void Save(MLContext ml, ITransformer model, DataViewSchema schema)
            {
                using var buffer = new MemoryStream();
                ml.Model.Save(model, schema, buffer);
                store.Put("churn", buffer.ToArray());
                File.WriteAllBytes("churn.zip", buffer.ToArray());
            }
        }
        """);

    [Theory]
    [InlineData("ml.Data.SaveAsBinary(model.Transform(data), file);")]
    [InlineData("ml.Data.SaveAsText(model.Transform(data), file, separatorChar: ',');")]
    [InlineData("ml.Data.SaveInSvmLightFormat(model.Transform(data), file);")]
    public Task Silent_when_rows_are_saved(string save) => Verify.SilentAsync(Rule, Train + $"""
        using var file = File.Create("scored.bin");
        {save}
        """);

    [Fact]
    public Task Silent_when_a_versioned_engine_or_export_is_written() => Verify.SilentAsync(Rule, Train + """
        using var file = File.Create("churn-1.4.0.onnx");
        ml.Model.ConvertToOnnx(model, data, 12, file);
        var engine = Microsoft.ML.Transforms.TimeSeries.PredictionFunctionExtensions.CreateTimeSeriesEngine<House, HousePrediction>(model, ml);
        engine.CheckPoint(ml, $"spikes-{DateTime.UtcNow:yyyyMMdd}.zip");
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, string path) => ml.Model.Save(model, schema, path);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, string path = \"churn.zip\") => ml.Model.Save(model, schema, path);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, string folder) => ml.Model.Save(model, schema, Path.Combine(folder, \"churn.zip\"));")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, string customer) => ml.Model.Save(model, schema, $\"{customer}.zip\");")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, Stream stream) => ml.Model.Save(model, schema, stream);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, FileInfo target) { using var file = target.Create(); ml.Model.Save(model, schema, file); }")]
    [InlineData("public string ModelPath { get; set; } = \"churn.zip\"; public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, ModelPath);")]
    [InlineData("public string ModelPath { get; init; } = \"churn.zip\"; public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, ModelPath);")]
    [InlineData("public string ModelPath = \"churn.zip\"; public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, ModelPath);")]
    [InlineData("private readonly string _path; public T(string path) => _path = path; public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, _path);")]
    [InlineData("public virtual string FileName => \"churn.zip\"; public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, FileName);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, dynamic settings) => ml.Model.Save(model, schema, (string)settings.ModelPath);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema, IDictionary<string, string> settings) => ml.Model.Save(model, schema, settings[\"ModelPath\"]);")]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, Environment.GetEnvironmentVariable(\"MODEL_PATH\") ?? Console.ReadLine());")]
    public Task Silent_when_the_caller_or_the_configuration_decides(string members) => Verify.SilentAsync(Rule, $$"""
        public class T
        {
            {{members}}
        }
        """);

    [Fact]
    public Task Silent_when_an_argument_of_the_program_is_the_path() => Verify.SilentAsync(Rule, Train + """
        ml.Model.Save(model, data.Schema, args[0]);
        """);

    [Fact]
    public Task Silent_when_the_path_is_built_by_a_type_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Train + "ml.Model.Save(model, data.Schema, Acme.Paths.For(\"churn.zip\"));") },
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
                    public static void Run() => new MLContext().Model.Save(1, 2, "model.zip");
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Silent_when_one_caller_of_a_helper_gives_a_version() => Verify.SilentAsync(Rule, Train + """
        var other = ml.Regression.Trainers.FastForest("Price", "Size").Fit(data);
        Save(model, "tree.zip");
        Save(other, $"forest-{DateTime.UtcNow:yyyyMMdd}.zip");

        void Save(ITransformer trained, string path) => ml.Model.Save(trained, data.Schema, path);
        """);

    [Fact]
    public Task Silent_when_a_builder_of_text_makes_the_path() => Verify.SilentAsync(Rule, Train + """
        var path = new StringBuilder("churn-");
        path.Append(DateTime.UtcNow.Ticks);
        ml.Model.Save(model, data.Schema, path.ToString());
        """);

    [Fact]
    public Task Silent_when_the_caller_names_a_version_that_is_a_word() => Verify.SilentAsync(Rule, Train + """
        Save("nightly");

        void Save(string version) => ml.Model.Save(model, data.Schema, Path.Combine("models", version, "churn.zip"));
        """);

    // ---- Defects: literals ----

    [Theory]
    [InlineData("model.zip")]
    [InlineData("MLModel.zip")]
    [InlineData("model2.zip")]
    [InlineData("demo001.mdl")]
    [InlineData("chapter12.mdl")]
    [InlineData("models/latest.zip")]
    [InlineData("../../../MLModels/churn.zip")]
    [InlineData("C:/Users/me/churn.zip")]
    [InlineData("model_final.zip")]
    [InlineData("resnet50.zip")]
    [InlineData("facade.zip")]
    public Task Literal_without_a_version(string path) => Verify.RuleAsync(Rule, Train + $"""
        ml.Model.Save(model, data.Schema, [|"{path}"|]);
        """);

    [Theory]
    [InlineData("Path.Combine(\"models\", \"churn.zip\")")]
    [InlineData("Path.Combine(Environment.CurrentDirectory, \"models\", \"churn.zip\")")]
    [InlineData("Path.Combine(AppContext.BaseDirectory, \"churn.zip\")")]
    [InlineData("Path.Combine(Path.GetTempPath(), \"churn.zip\")")]
    [InlineData("Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), \"churn.zip\")")]
    [InlineData("Path.GetFullPath(\"churn.zip\")")]
    [InlineData("\"models/\" + \"churn\" + \".zip\"")]
    [InlineData("string.Format(\"models/{0}.zip\", \"churn\")")]
    [InlineData("$\"models/{nameof(House)}.zip\"")]
    [InlineData("@\"models\\churn.zip\"")]
    public Task Composed_path_without_a_version(string path) => Verify.RuleAsync(Rule, Train + $$"""
        ml.Model.Save(model, data.Schema, [|{{path}}|]);
        """);

    // ---- Defects: streams; the path stands where the file is opened ----

    [Theory]
    [InlineData("new FileStream([|\"churn.zip\"|], FileMode.Create)")]
    [InlineData("new FileStream([|\"churn.zip\"|], FileMode.Create, FileAccess.Write, FileShare.Write)")]
    [InlineData("File.Create([|\"churn.zip\"|])")]
    [InlineData("File.OpenWrite([|\"churn.zip\"|])")]
    [InlineData("File.Open([|\"churn.zip\"|], FileMode.Create)")]
    public Task Stream_of_a_file_without_a_version(string stream) => Verify.RuleAsync(Rule, Train + $$"""
        using var file = {{stream}};
        ml.Model.Save(model, data.Schema, file);
        """);

    [Fact]
    public Task Stream_opened_in_a_using_statement_of_a_class() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private const string ModelPath = "churn.zip";

            public void Save(MLContext ml, ITransformer model, DataViewSchema schema)
            {
                using (var file = new FileStream([|ModelPath|], FileMode.Create, FileAccess.Write, FileShare.Write))
                {
                    ml.Model.Save(model, schema, file);
                }
            }
        }
        """);

    [Fact]
    public Task Saved_with_a_loader() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var loader = ml.Data.CreateTextLoader<House>();
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(loader.Load(new MultiFileSource("houses.csv")));
        ml.Model.Save(model, loader, [|"churn.zip"|]);
        """);

    [Fact]
    public Task File_opened_through_its_info() => Verify.RuleAsync(Rule, Train + """
        var target = new FileInfo([|"churn.zip"|]);
        using var file = target.Create();
        ml.Model.Save(model, data.Schema, file);
        """);

    [Fact]
    public Task Exported_as_onnx() => Verify.RuleAsync(Rule, Train + """
        using var file = File.Create([|"churn.onnx"|]);
        ml.Model.ConvertToOnnx(model, data, file);
        """);

    [Fact]
    public Task Checkpoint_of_a_series_engine() => Verify.RuleAsync(Rule, Train + """
        var detector = ml.Transforms.DetectIidSpike("Spikes", "Price", 95d, 30).Fit(data);
        var engine = Microsoft.ML.Transforms.TimeSeries.PredictionFunctionExtensions.CreateTimeSeriesEngine<House, HousePrediction>(detector, ml);
        engine.CheckPoint(ml, [|"spikes.zip"|]);
        """);

    [Fact]
    public Task Checkpoint_of_a_series_engine_to_a_stream() => Verify.RuleAsync(Rule, Train + """
        var detector = ml.Transforms.DetectIidSpike("Spikes", "Price", 95d, 30).Fit(data);
        var engine = Microsoft.ML.Transforms.TimeSeries.PredictionFunctionExtensions.CreateTimeSeriesEngine<House, HousePrediction>(detector, ml);
        using var file = File.Create([|"spikes.zip"|]);
        engine.CheckPoint(ml, file);
        """);

    [Theory]
    [InlineData("ml.Model.ConvertToOnnx(model, data, 12, file);")]
    [InlineData("ml.Model.ConvertToOnnx(model, data, file, \"Score\");")]
    public Task Every_overload_of_the_export(string export) => Verify.RuleAsync(Rule, Train + $"""
        using var file = new FileStream([|"churn.onnx"|], FileMode.Create);
        {export}
        """);

    [Fact]
    public Task Saved_with_a_loader_to_a_stream() => Verify.RuleAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var loader = ml.Data.CreateTextLoader<House>();
        var model = ml.Regression.Trainers.FastTree("Price", "Size").Fit(loader.Load(new MultiFileSource("houses.csv")));
        using var file = File.Create([|"churn.zip"|]);
        ml.Model.Save(model, loader, file);
        """);

    [Theory]
    [InlineData("new BufferedStream(File.Create([|\"churn.zip\"|]))")]
    [InlineData("new System.IO.Compression.GZipStream(new FileStream([|\"churn.zip.gz\"|], FileMode.Create), System.IO.Compression.CompressionMode.Compress)")]
    public Task Stream_around_the_stream_of_a_file(string stream) => Verify.RuleAsync(Rule, Train + $"""
        using var target = {stream};
        ml.Model.Save(model, data.Schema, target);
        """);

    [Theory]
    [InlineData("File.WriteAllBytes([|\"churn.zip\"|], buffer.ToArray());")]
    [InlineData("await File.WriteAllBytesAsync([|\"churn.zip\"|], buffer.ToArray());")]
    [InlineData("using var file = File.Create([|\"churn.zip\"|]); buffer.Position = 0; buffer.CopyTo(file);")]
    [InlineData("using var file = new FileStream([|\"churn.zip\"|], FileMode.Create); buffer.WriteTo(file);")]
    [InlineData("using var file = File.OpenWrite([|\"churn.zip\"|]); await buffer.CopyToAsync(file);")]
    [InlineData("using var file = File.OpenWrite([|\"churn.zip\"|]); file.Write(buffer.ToArray());")]
    public Task Saved_to_memory_that_is_written_to_a_file(string write) => Verify.RuleAsync(Rule, Train + $"""
        var buffer = new MemoryStream();
        ml.Model.Save(model, data.Schema, buffer);
        {write}
        """);

    [Fact]
    public Task Saved_to_memory_in_a_helper() => Verify.RuleAsync(Rule, Train + """
        File.WriteAllBytes([|"churn.zip"|], Serialize(model));

        byte[] Serialize(ITransformer trained)
        {
            using var buffer = new MemoryStream();
            ml.Model.Save(trained, data.Schema, buffer);
            return buffer.ToArray();
        }
        """);

    [Fact]
    public Task Moved_to_another_place_without_a_version() => Verify.RuleAsync(Rule, Train + """
        ml.Model.Save(model, data.Schema, [|"churn.tmp"|]);
        File.Move("churn.tmp", "churn.zip", overwrite: true);
        """);

    // ---- Defects: where the path comes from ----

    [Fact]
    public Task Constant_of_the_class() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private const string ModelPath = "churn.zip";

            public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, [|ModelPath|]);
        }
        """);

    [Fact]
    public Task Static_readonly_member_of_another_class() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Paths.cs", """
                public static class Paths
                {
                    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "models");
                    public static readonly string Churn = Path.Combine(Root, "churn.zip");
                }
                """),
            ("Trainer.cs", """
                public class Trainer
                {
                    public void Save(MLContext ml, ITransformer model, DataViewSchema schema) =>
                        ml.Model.Save(model, schema, [|Paths.Churn|]);
                }
                """),
        },
    }.RunAsync();

    [Theory]
    [InlineData("private readonly string _path = \"churn.zip\";")]
    [InlineData("private readonly string _path; public Trainer() => _path = Path.Combine(\"models\", \"churn.zip\");")]
    [InlineData("private readonly string _path; public Trainer() : this(\"churn.zip\") { } private Trainer(string path) => _path = path;")]
    [InlineData("private string _path { get; } = \"churn.zip\";")]
    [InlineData("private string _path => \"churn\" + \".zip\";")]
    [InlineData("private static string _path { get; set; } = \"churn.zip\";")]
    public Task Member_that_nobody_else_can_write(string member) => Verify.RuleAsync(Rule, $$"""
        public class Trainer
        {
            {{member}}

            public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, [|_path|]);
        }
        """);

    [Fact]
    public Task Every_write_of_a_field_must_be_guilty() => Verify.SilentAsync(Rule, """
        public class Trainer
        {
            private string _path = "churn.zip";

            public void UseRun(Guid runId) => _path = $"churn-{runId}.zip";

            public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, _path);
        }
        """);

    [Fact]
    public Task Chain_of_static_fields_below_the_directory_of_the_program() => new RuleTest(Rule)
    {
        Sources =
        {
            ("Program.cs", """
                public static class Program
                {
                    private const string Base = "../../../MLModels";
                    private static readonly string RelativePath = $"{Base}/churn.zip";
                    private static string ModelPath = Locations.GetAbsolutePath(RelativePath);

                    public static void Save(MLContext ml, ITransformer model, DataViewSchema schema) =>
                        ml.Model.Save(model, schema, [|ModelPath|]);
                }
                """),
            ("Locations.cs", """
                public static class Locations
                {
                    public static string GetAbsolutePath(string relativePath)
                    {
                        var root = new FileInfo(typeof(Locations).Assembly.Location);
                        var folder = root.Directory!.FullName;
                        return Path.Combine(folder, relativePath);
                    }
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Base_class_that_knows_the_path() => Verify.RuleAsync(Rule, """
        public abstract class TrainerBase
        {
            protected static string ModelPath => Path.Combine(AppContext.BaseDirectory, "churn.zip");
        }

        public sealed class ChurnTrainer : TrainerBase
        {
            public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, [|ModelPath|]);
        }
        """);

    [Fact]
    public Task Constructor_argument_of_the_only_creation() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main() => new Trainer("churn.zip").Train();
        }

        internal sealed class Trainer(string path)
        {
            private readonly string _path = path;
            private readonly MLContext _ml = new(seed: 1);

            public void Train()
            {
                var data = _ml.Data.LoadFromTextFile<House>("houses.csv");
                var model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(data);
                _ml.Model.Save(model, data.Schema, [|_path|]);
            }
        }
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task In_a_helper_that_gets_the_path() => Verify.RuleAsync(Rule, """
        public static class Program
        {
            public static void Main()
            {
                var ml = new MLContext(seed: 1);
                var data = ml.Data.LoadFromTextFile<House>("houses.csv");
                SaveModel(ml, ml.Regression.Trainers.FastTree("Price", "Size").Fit(data), data.Schema, "churn.zip");
            }

            private static void SaveModel(MLContext ml, ITransformer model, DataViewSchema schema, string path) =>
                ml.Model.Save(model, schema, [|path|]);
        }
        """);

    [Fact]
    public Task In_a_helper_that_makes_the_path() => Verify.RuleAsync(Rule, Train + """
        ml.Model.Save(model, data.Schema, [|PathOf("churn")|]);

        static string PathOf(string name) => Path.Combine("models", name + ".zip");
        """);

    [Fact]
    public Task In_a_lambda_and_an_out_parameter() => Verify.RuleAsync(Rule, Train + """
        Locate(out var path);
        Action<string> save = target => ml.Model.Save(model, data.Schema, [|target|]);
        save(path);

        static void Locate(out string path) => path = "churn.zip";
        """);

    [Fact]
    public Task In_a_deconstructed_tuple() => Verify.RuleAsync(Rule, Train + """
        var (folder, name) = ("models", "churn.zip");
        ml.Model.Save(model, data.Schema, [|Path.Combine(folder, name)|]);
        """);

    [Fact]
    public Task In_async_code() => Verify.RuleAsync(Rule, """
        public class Trainer
        {
            private readonly MLContext _ml = new(seed: 1);

            public async Task TrainAsync()
            {
                var lines = await File.ReadAllLinesAsync("houses.csv");
                var data = _ml.Data.LoadFromEnumerable(lines.Select(line => new House { Size = line.Length }).ToList());
                var model = _ml.Regression.Trainers.FastTree("Price", "Size").Fit(data);
                var path = await GetPathAsync();
                _ml.Model.Save(model, data.Schema, [|path|]);
            }

            private static Task<string> GetPathAsync() => Task.FromResult("churn.zip");
        }
        """);

    [Fact]
    public Task On_every_branch() => Verify.RuleAsync(Rule, Train + """
        string path;
        if (args.Length > 0)
        {
            path = "churn-candidate.zip";
        }
        else
        {
            path = "churn.zip";
        }

        ml.Model.Save(model, data.Schema, [|path|]);
        """);

    [Fact]
    public Task In_a_loop_that_overwrites_one_file() => Verify.RuleAsync(Rule, Train + """
        for (var epoch = 0; epoch < 3; epoch++)
        {
            ml.Model.Save(model, data.Schema, [|"churn.zip"|]);
        }
        """);

    [Fact]
    public Task Two_saves_are_two_findings() => Verify.RuleAsync(Rule, Train + """
        var other = ml.Regression.Trainers.FastForest("Price", "Size").Fit(data);
        ml.Model.Save(model, data.Schema, [|"tree.zip"|]);
        ml.Model.Save(other, data.Schema, [|"forest.zip"|]);
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
                    public void Save(MLContext ml, ITransformer model, DataViewSchema schema)
                    {
                        log.Information("saving");
                        ml.Model.Save(model, schema, [|"churn.zip"|]);
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_path_that_has_no_version()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, """
            public class Trainer
            {
                private const string ModelPath = "models/churn.zip";

                public void Save(MLContext ml, ITransformer churnModel, DataViewSchema schema) =>
                    ml.Model.Save(churnModel, schema, [|ModelPath|]);
            }
            """));

        Assert.Contains("models/churn.zip", finding.Text());
        Assert.Contains("churnModel", finding.Text());
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }
}
