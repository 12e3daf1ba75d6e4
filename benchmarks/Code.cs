using System.Text;

namespace MlReview.Benchmarks;

/// <summary>Generates the code that is analysed. The same arguments give the same text.</summary>
internal static class Code
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;

        """;

    private const string MlUsings = Usings + """
        using Microsoft.ML;
        using Microsoft.ML.Data;

        """;

    private const string House = """

        public sealed class House
        {
            [LoadColumn(0)] public float Size { get; set; }
            [LoadColumn(1)] public float Rooms { get; set; }
            [LoadColumn(2)] public float Price { get; set; }
        }
        """;

    /// <summary>Business code that has nothing to do with machine learning: files of 1,000 lines.</summary>
    public static IEnumerable<string> Plain(int lines)
    {
        const int LinesPerFile = 1_000;
        for (var file = 0; file < lines / LinesPerFile; file++)
        {
            var text = new StringBuilder(Usings).AppendLine($"namespace Shop.Part{file};").AppendLine($"public sealed class Orders{file} {{");
            var written = 5;
            for (var member = 0; written + 20 < LinesPerFile; member++, written += 20)
            {
                text.AppendLine($$"""
                        private readonly Dictionary<string, decimal> _prices{{member}} = new();
                        public int Limit{{member}} { get; set; } = {{member + 3}};
                        public decimal Total{{member}}(IReadOnlyList<string> items, decimal discount)
                        {
                            var total = 0m;
                            for (var i = 0; i < items.Count; i++)
                            {
                                if (!_prices{{member}}.TryGetValue(items[i], out var price))
                                    throw new ArgumentException($"No price for {items[i]} in part {{file}}.");
                                total += i < Limit{{member}} ? price : price * (1 - discount);
                            }
                            foreach (var item in items.Where(item => item.Length > {{member}}))
                            {
                                var name = string.Concat(item, "-", _prices{{member}}.Count.ToString());
                                if (name.StartsWith('x') && total > 100)
                                    total -= Math.Min(total, name.Length);
                            }
                            _prices{{member}}["total"] = total;
                            return total;
                        }
                    """);
            }

            for (; written < LinesPerFile - 1; written++)
                text.AppendLine("    // Part of every file of business code.");
            yield return text.Append('}').ToString();
        }
    }

    /// <summary>A helper that scales, splits, trains and evaluates, and a method that calls it for one file after another.</summary>
    public static string HelperCalls(int calls)
    {
        var text = new StringBuilder(MlUsings).AppendLine("""
            public static class Training
            {
                public static double Score(MLContext ml, IDataView rows, string label)
                {
                    var scaled = ml.Transforms.NormalizeMinMax("Size").Fit(rows).Transform(rows);
                    var split = ml.Data.TrainTestSplit(scaled, testFraction: 0.2);
                    var pipeline = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca(label));
                    var model = pipeline.Fit(split.TrainSet);
                    return ml.Regression.Evaluate(model.Transform(split.TestSet), label).RSquared;
                }

                public static void Run()
                {
                    var ml = new MLContext(seed: 1);
            """);
        for (var i = 0; i < calls; i++)
            text.AppendLine($"        Console.WriteLine(Score(ml, ml.Data.LoadFromTextFile<House>(\"houses{i}.csv\"), \"Price\"));");
        return text.Append("    }\n}\n").Append(House).ToString();
    }

    /// <summary>Training code as teams write it: classes that load, prepare, split, train, evaluate and save, with helpers and fields.</summary>
    public static string Training(int lines)
    {
        const int LinesPerClass = 45;
        var text = new StringBuilder(MlUsings);
        for (var i = 0; i < (lines - 12) / LinesPerClass; i++)
        {
            text.AppendLine($$"""
                public sealed class Training{{i}}
                {
                    private readonly MLContext _ml = new(seed: {{i}});
                    private readonly string _folder;
                    private ITransformer _model;

                    public Training{{i}}(string folder) => _folder = folder;

                    public double Run(string version)
                    {
                        var (train, test) = Load("houses{{i}}.csv");
                        var prepared = Prepare(train);
                        _model = Pipeline().Fit(prepared);
                        var metrics = _ml.Regression.Evaluate(_model.Transform(test), "Price");
                        Console.WriteLine($"R2 of {version}: {metrics.RSquared:0.000}");
                        if (metrics.RSquared < 0.{{(i % 9) + 1}})
                            throw new InvalidOperationException("The model is too poor to be saved.");
                        Save(prepared.Schema, System.IO.Path.Combine(_folder, $"houses-{version}.zip"));
                        return metrics.RootMeanSquaredError;
                    }

                    private (IDataView Train, IDataView Test) Load(string file)
                    {
                        var rows = _ml.Data.LoadFromTextFile<House>(file, separatorChar: ',', hasHeader: true);
                        var split = _ml.Data.TrainTestSplit(rows, testFraction: 0.2, seed: {{i}});
                        return (split.TrainSet, split.TestSet);
                    }

                    private IDataView Prepare(IDataView rows) => _ml.Data.FilterRowsByColumn(rows, "Size", lowerBound: {{i + 1}});

                    private IEstimator<ITransformer> Pipeline()
                    {
                        var features = _ml.Transforms.NormalizeMinMax("Size")
                            .Append(_ml.Transforms.Concatenate("Features", "Size", "Rooms"));
                        return features.Append(_ml.Regression.Trainers.FastTree("Price"));
                    }

                    private void Save(DataViewSchema schema, string path) =>
                        _ml.Model.Save(_model, schema, path);
                }

                """);
        }

        return text.Append(House).ToString();
    }

    /// <summary>One method of 16 lines per view: each view may come from three places, is looked at, and now and then trained on.</summary>
    public static string LongMethod(int views)
    {
        var text = new StringBuilder(MlUsings).AppendLine("""
            public static class Program
            {
                public static void Main(string[] args)
                {
                    var ml = new MLContext(seed: 1);
                    var count = args.Length;
            """);
        for (var i = 0; i < views; i++)
        {
            var from = i % 6 == 0 ? $"ml.Data.LoadFromTextFile<House>(\"houses{i}.csv\")" : $"view{i - 1}";
            text.AppendLine($$"""
                        IDataView view{{i}} = {{from}};
                        if (count > {{i}})
                            view{{i}} = ml.Data.ShuffleRows(view{{i}}, seed: {{i}});
                        else if (args[count].Length == {{i}})
                            view{{i}} = ml.Data.TakeRows(view{{i}}, {{i + 1_000}});
                        for (var turn{{i}} = 0; turn{{i}} < count; turn{{i}}++)
                        {
                            if (args[turn{{i}}] == "skip{{i}}")
                                continue;
                            Console.WriteLine(view{{i}}.Schema.Count + turn{{i}} * {{i}});
                        }
                """).AppendLine((i % 6) switch
                {
                    3 => $$"""
                                if (args.Contains("stop{{i}}"))
                                {
                                    Console.WriteLine($"Stopped at {{i}} after {count} arguments.");
                                    return;
                                }
                        """,
                    5 => $$"""
                                var split{{i}} = ml.Data.TrainTestSplit(view{{i}}, testFraction: 0.2);
                                var chain{{i}} = ml.Transforms.Concatenate("Features", "Size", "Rooms").Append(ml.Regression.Trainers.Sdca("Price"));
                                var model{{i}} = chain{{i}}.Fit(split{{i}}.TrainSet);
                                var metrics{{i}} = ml.Regression.Evaluate(model{{i}}.Transform(split{{i}}.TestSet), "Price");
                                Console.WriteLine(metrics{{i}}.RSquared > 0.5 ? "good" : "poor");
                        """,
                    _ => $$"""
                                if (args.Length == {{i}})
                                {
                                    count += view{{i}}.Schema.Count;
                                    Console.WriteLine(count > {{i}} && args[0] != "quiet" ? "more" : "less");
                                }
                        """,
                });
        }

        return text.Append("    }\n}\n").Append(House).ToString();
    }
}
