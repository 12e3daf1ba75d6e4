using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>
/// Places statements in a program, so that a test shows only what it is about.
/// A rule must judge the same statements alike wherever they stand.
/// </summary>
internal static class CodeShape
{
    // Every program written on views starts with these names: `houses` holds all rows, `scale` learns from rows,
    // `learner` is a pipeline that ends in a trainer and learns nothing else.
    private const string Views = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',', hasHeader: true);
        var scale = ml.Transforms.NormalizeMinMax("Size");
        var learner = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        """;

    // Here `houses` is a list of rows in memory.
    private const string Lists = """
        var ml = new MLContext(seed: 1);
        var houses = ml.Data
            .CreateEnumerable<House>(ml.Data.LoadFromTextFile<House>("houses.csv", ',', hasHeader: true), reuseRowObject: false)
            .ToList();
        var learner = ml.Transforms.Concatenate("Features", "Size", "Rooms")
            .Append(ml.BinaryClassification.Trainers.LbfgsLogisticRegression());
        """;

    private const string Unbound = "new {|CS0246:Dashboard|}(\"houses\")";

    private static readonly (string Name, string Program)[] Programs =
    [
        ("static method", "public static class Program { public static void Main(string[] args) { BODY } }"),
        ("instance method", "public sealed class Training { public void Run() { BODY } }"),
        ("constructor", "public sealed class Training { public Training() { BODY } }"),
        ("async method", "public static class Program { public static async Task Main() { await Task.Yield(); BODY } }"),
        ("local function", "public static class Program { public static void Main() { Run(); void Run() { BODY } } }"),
        ("lambda", "public static class Program { public static void Main() { Action run = () => { BODY }; run(); } }"),
        ("top-level statements", "BODY"),
        ("loop", "public static class Program { public static void Main() { foreach (var run in Enumerable.Range(0, 3)) { BODY } } }"),
        ("branch", "public static class Program { public static void Main(string[] args) { if (args.Length > 0) { BODY } else { Console.WriteLine(1); } } }"),
        ("try", "public static class Program { public static void Main() { try { BODY } finally { Console.WriteLine(1); } } }"),
        ("property getter", "public sealed class Training { public int Trained { get { BODY return 1; } } }"),
    ];

    /// <summary>The shapes, for a theory.</summary>
    public static TheoryData<string> Names => [.. Programs.Select(program => program.Name)];

    /// <summary>A few of the shapes, for statements whose form is tested in every shape elsewhere.</summary>
    public static TheoryData<string> Few => ["static method", "async method", "lambda", "top-level statements"];

    /// <summary>The statements in the body of <c>Main</c>, on views; further members of the class may follow.</summary>
    public static string InMain(string statements, string members = "") => Program(Views, statements, members);

    /// <summary>The statements in the body of <c>Main</c>, on rows in memory.</summary>
    public static string OnRows(string statements, string members = "") => Program(Lists, statements, members);

    /// <summary>The statements in the body of <c>Main</c>, beside calls of a package that is not restored.</summary>
    public static string HalfBound(string statements, string members = "") => "using {|CS0246:Acme|}.Dashboards;\n" + InMain($"""
        var dashboard = {Unbound};
        dashboard.Start();
        {statements}
        dashboard.Show(ml);
        """, members);

    /// <summary>The statements in one of the shapes, on views.</summary>
    public static string InShape(string shape, string statements) => Place(shape, $"{Views}\n{statements}");

    /// <summary>The statements in one of the shapes, on rows in memory.</summary>
    public static string OnRowsInShape(string shape, string statements) => Place(shape, $"{Lists}\n{statements}");

    private static string Place(string shape, string body) =>
        Programs.Single(program => program.Name == shape).Program.Replace("BODY", $"\n{body}\n");

    private static string Program(string prelude, string statements, string members) => $$"""
        public static class Program
        {
            public static void Main(string[] args)
            {
        {{prelude}}
        {{statements}}
            }
        {{members}}
        }
        """;
}
