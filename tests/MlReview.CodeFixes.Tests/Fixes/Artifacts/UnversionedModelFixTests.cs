using MlReview.CodeFixes.Tests.Verification;
using Xunit;

namespace MlReview.CodeFixes.Tests.Fixes.Artifacts;

/// <summary>MLR401: a version in the path, wherever that is written: a constant, or one that the callers of a private method give.</summary>
public sealed class UnversionedModelFixTests
{
    private const string Rule = "MLR401";

    private const string Train = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv");
        var model = ml.Clustering.Trainers.KMeans("Size").Fit(houses);

        """;

    [Theory]
    [InlineData("\"model.zip\"", "\"model-1.0.0.zip\"")]
    [InlineData("\"models/churn\"", "\"models/churn-1.0.0\"")]
    [InlineData("\"../v.old/churn\" /* here */", "\"../v.old/churn-1.0.0\" /* here */")]
    [InlineData("@\"models\\churn.zip\"", "@\"models\\churn-1.0.0.zip\"")]
    [InlineData("\"\"\"models/churn.zip\"\"\"", "\"\"\"models/churn-1.0.0.zip\"\"\"")]
    [InlineData("$\"models/{nameof(House)}.zip\"", "$\"models/{nameof(House)}-1.0.0.zip\"")]
    [InlineData("\"models/\" + \"churn\" + \".zip\"", "\"models/\" + \"churn\" + \"-1.0.0.zip\"")]
    [InlineData("Path.Combine(AppContext.BaseDirectory, \"models\", \"churn.zip\")", "Path.Combine(AppContext.BaseDirectory, \"models\", \"churn-1.0.0.zip\")")]
    [InlineData("Path.GetFullPath((\"churn.zip\"))", "Path.GetFullPath((\"churn-1.0.0.zip\"))")]
    public Task A_constant_version_in_the_path(string before, string after) => VerifyFix.RuleAsync(
        Rule, Train + $"ml.Model.Save(model, houses.Schema, {before});", Train + $"ml.Model.Save(model, houses.Schema, {after});", "constant");

    [Theory]
    [InlineData("var path = \"churn.zip\";\nml.Model.Save(model, houses.Schema, path);\nConsole.WriteLine(path);")]
    [InlineData("using var file = File.Create(\"churn.zip\");\nml.Model.Save(model, houses.Schema, file);")]
    [InlineData("const string Path = \"churn.zip\";\nml.Model.Save(model, houses.Schema, Path);\nConsole.WriteLine(ml.Model.Load(Path, out _));")]
    [InlineData("ml.Model.Save(model, houses.Schema, \"churn.zip\");\nConsole.WriteLine(ml.Model.Load(\"churn.zip\", out _));")]
    [InlineData("Save(\"churn.zip\");\nvoid Save(string path) => ml.Model.Save(model, houses.Schema, path);")]
    [InlineData("Save(\"churn.zip\");\nvoid Save(string path)\n{\n    ml.Model.Save(model, houses.Schema, path);\n    Console.WriteLine(path);\n}")]
    [InlineData("Save(\"churn.zip\");\nvoid Save(string name)\n{\n    var path = Path.Combine(\"models\", name);\n    ml.Model.Save(model, houses.Schema, path);\n}")]
    [InlineData("Save();\nvoid Save(string path = \"churn.zip\") => ml.Model.Save(model, houses.Schema, path);")]
    [InlineData("const string Name = \"churn.zip\";\nml.Model.Save(model, houses.Schema, Path.Combine(\"models\", Name));\nConsole.WriteLine(Name);")]
    [InlineData("const string Name = \"churn.zip\";\nml.Model.Save(model, houses.Schema, $\"models/{Name}\");")]
    [InlineData("ml.Model.Save(model, houses.Schema, PathOf(\"churn.zip\"));\nstatic string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, name);\nConsole.WriteLine(PathOf(\"houses.csv\"));")]
    [InlineData("ml.Model.Save(model, houses.Schema, PathOf($\"{\"models\"}/churn.zip\"));\nstatic string PathOf(string name)\n{\n    var folder = new FileInfo(typeof(House).Assembly.Location).Directory!.FullName;\n    var path = Path.Combine(folder, name);\n    return path;\n}")]
    [InlineData("ml.Model.Save(model, houses.Schema, PathOf());\nstatic string PathOf() => Path.Combine(\"models\", \"churn.zip\");")]
    public Task Wherever_the_path_is_written(string statements) => VerifyFix.RuleAsync(
        Rule, Train + statements, Train + statements.Replace("churn.zip", "churn-1.0.0.zip", StringComparison.Ordinal), "constant");

    [Theory]
    [InlineData("private const string ModelPath = \"churn.zip\";")]
    [InlineData("private static readonly string ModelPath = Path.Combine(\"models\", \"churn.zip\");")]
    [InlineData("private static string ModelPath => Path.Combine(\"models\", \"churn.zip\");")]
    [InlineData("private string ModelPath { get; } = \"churn.zip\";")]
    public Task The_path_is_a_member(string member)
    {
        const string Type = """
            public class Trainer
            {
                // Where servers look.
                MEMBER

                public void Save(MLContext ml, ITransformer model, DataViewSchema schema) => ml.Model.Save(model, schema, ModelPath);
            }
            """;
        return VerifyFix.RuleAsync(
            Rule,
            Type.Replace("MEMBER", member, StringComparison.Ordinal),
            Type.Replace("MEMBER", member.Replace("churn.zip", "churn-1.0.0.zip", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ml.SaveTo(model, \"churn.zip\", houses.Schema);")]
    [InlineData("ml?.SaveTo(model, \"churn.zip\", houses.Schema);")]
    [InlineData("ml.SaveTo(schema: houses.Schema, path: \"churn.zip\", model: model);")]
    [InlineData("Saving.SaveTo(ml, model, \"churn.zip\", houses.Schema);")]
    public Task The_path_is_given_to_an_extension_method(string call)
    {
        const string Rest = """


            public static class Saving
            {
                public static void SaveTo(this MLContext ml, ITransformer model, string path, DataViewSchema schema, string note = "")
                {
                    ml.Model.Save(model, schema, path);
                    Console.WriteLine(note);
                }
            }
            """;
        return VerifyFix.RuleAsync(Rule, Train + call + Rest, Train + call.Replace("churn.zip", "churn-1.0.0.zip", StringComparison.Ordinal) + Rest);
    }

    [Theory]
    [InlineData("(ITransformer trained)", "(ITransformer trained, string version = \"1.0.0\")", "Save(model);")]
    [InlineData("()", "(string version = \"1.0.0\")", "Save();")]
    public Task The_callers_of_a_local_function_give_the_version(string before, string after, string call) => VerifyFix.RuleAsync(
        Rule,
        Train + call + $"\nvoid Save{before} => ml.Model.Save(model, houses.Schema, \"models/churn.zip\");",
        Train + call + $"\nvoid Save{after} => ml.Model.Save(model, houses.Schema, $\"models/churn-{{version}}.zip\");",
        "parameter");

    [Fact]
    public Task The_callers_of_a_private_method_give_the_version() => VerifyFix.RuleAsync(Rule, """
        public class Trainer
        {
            public void Run(MLContext ml, IDataView rows) => Save(ml, ml.Clustering.Trainers.KMeans("Size").Fit(rows), rows.Schema);

            private static void Save(MLContext ml, ITransformer model, DataViewSchema schema)
            {
                var path = Path.Combine("models", @"churn.zip");
                ml.Model.Save(model, schema, path);
            }
        }
        """, """
        public class Trainer
        {
            public void Run(MLContext ml, IDataView rows) => Save(ml, ml.Clustering.Trainers.KMeans("Size").Fit(rows), rows.Schema);

            private static void Save(MLContext ml, ITransformer model, DataViewSchema schema, string version = "1.0.0")
            {
                var path = Path.Combine("models", $@"churn-{version}.zip");
                ml.Model.Save(model, schema, path);
            }
        }
        """, "parameter");

    [Theory]
    [InlineData("public void Save(MLContext ml, ITransformer model, DataViewSchema schema)", "ml.Model.Save(model, schema, \"churn.zip\");")]
    [InlineData("[Obsolete] private void Save(MLContext ml, ITransformer model, DataViewSchema schema)", "ml.Model.Save(model, schema, \"churn.zip\");")]
    [InlineData("private void Save(MLContext ml, ITransformer model, DataViewSchema schema, params string[] version)", "ml.Model.Save(model, schema, \"churn.zip\");")]
    [InlineData("private void Save(MLContext ml, ITransformer model, DataViewSchema schema)", "const string path = \"churn.zip\"; ml.Model.Save(model, schema, path);")]
    [InlineData("private void Save(MLContext ml, ITransformer model, DataViewSchema schema)", "Action save = () => ml.Model.Save(model, schema, \"churn.zip\"); save();")]
    public Task No_parameter_where_others_may_call_the_method_or_nothing_can_be_computed(string method, string statement) => VerifyFix.RuleAsync(
        Rule,
        $"public class Trainer {{ {method} {{ {statement} }} }}",
        $"public class Trainer {{ {method} {{ {statement.Replace("churn.zip", "churn-1.0.0.zip", StringComparison.Ordinal)} }} }}");

    [Fact]
    public async Task The_titles_show_the_path()
    {
        const string Program = Train + "Save();\nvoid Save() => ml.Model.Save(model, houses.Schema, \"models/churn.zip\");";
        Assert.Equal("Put a version into the path: \"models/churn-1.0.0.zip\"", await VerifyFix.TitleAsync(Rule, Program, "constant"));
        Assert.Equal("Let the callers of 'Save' give the version: $\"models/churn-{version}.zip\"", await VerifyFix.TitleAsync(Rule, Program, "parameter"));
    }

    [Theory]
    // Whoever looks for the old name would find the old model, or none.
    [InlineData("ml.Model.Save(model, houses.Schema, \"churn.zip\");\nConsole.WriteLine(File.Exists(\"churn.zip\"));")]
    [InlineData("ml.Model.Save(model, houses.Schema, Path.Combine(\"models\", \"churn.zip\"));\nConsole.WriteLine(File.Exists(\"models/churn.zip\"));")]
    [InlineData("ml.Model.Save(model, houses.Schema, \"churn.zip\");\nvar deployed = \"churn.zip\";\nConsole.WriteLine(deployed);")]
    // The end of the path is computed, or one of several.
    [InlineData("ml.Model.Save(model, houses.Schema, PathOf(\"churn\"));\nConsole.WriteLine(PathOf(\"houses\"));\nstatic string PathOf(string name) => name + \".zip\";")]
    [InlineData("Save(\"churn.zip\");\nSave(\"other.zip\");\nvoid Save(string name)\n{\n    var path = Path.Combine(\"models\", name);\n    ml.Model.Save(model, houses.Schema, path);\n}")]
    // The name is a part of others, too.
    [InlineData("const string Name = \"churn\";\nml.Model.Save(model, houses.Schema, \"models/\" + Name);\nConsole.WriteLine(ml.Data.LoadFromTextFile<House>(\"data/\" + Name));")]
    [InlineData("ml.Model.Save(model, houses.Schema, $\"{\"models\"}/churn.zip\");\nConsole.WriteLine(File.Exists(\"models/churn.zip\"));")]
    [InlineData("ml.Model.Save(model, houses.Schema, args.Length > 0 ? \"churn.zip\" : \"other.zip\");")]
    [InlineData("ml.Model.Save(model, houses.Schema, string.Format(\"models/{0}.zip\", \"churn\"));")]
    public Task Not_offered_where_the_file_would_be_missed_or_the_path_is_computed(string statements) => VerifyFix.NotOfferedAsync(Rule, Train + statements);
}
