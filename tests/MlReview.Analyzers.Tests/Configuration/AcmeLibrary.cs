using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Testing;

namespace MlReview.Analyzers.Tests.Configuration;

/// <summary>A team's own helpers around ML.NET, in an assembly that a program references.</summary>
internal static class AcmeLibrary
{
    public const string Source = """
        using System;
        using System.Threading.Tasks;
        using Microsoft.ML;

        namespace Acme
        {
            public static class Loader
            {
                public static IDataView LoadTraining() => null!;
                public static IDataView Read(string file) => null!;
                public static IDataView Clean(this IDataView rows) => rows;
                public static Task<IDataView> ReadAsync(string file) => null!;
            }

            public sealed class Store
            {
                public IDataView Houses => null!;
                public ITransformer Retrain(IDataView rows) => null!;
            }

            public static class Splitter
            {
                public static (IDataView Train, IDataView HeldOut) Split(IDataView data) => default;
                public static (IDataView HeldOut, IDataView Train) Reversed(IDataView data) => default;
                public static Task<(IDataView Train, IDataView HeldOut)> SplitAsync(IDataView data) => null!;
                public static Sides Cut(IDataView data, double share) => null!;
                public static void Halve(IDataView data, out IDataView learning, out IDataView check) => throw null!;
                public static DataOperationsCatalog.TrainTestData Standard(IDataView data, int seed) => default!;
            }

            public class Sides
            {
                public IDataView Learning { get; set; } = null!;
                public IDataView HeldOut { get; set; } = null!;
            }

            public static class Training
            {
                public static ITransformer Scale(IDataView rows) => null!;
                public static ITransformer Train(IDataView rows) => null!;
                public static ITransformer Fit(IEstimator<ITransformer> pipeline, IDataView rows) => null!;
                public static IDataView Apply(ITransformer model, IDataView rows) => rows;
                public static void Save(ITransformer model, string file) { }
            }

            public static class Judge
            {
                public static double Score(ITransformer model, IDataView data) => 0;
                public static double Score(ITransformer model, IDataView data, string label) => 0;
                public static double Folds(IEstimator<ITransformer> pipeline, IDataView data) => 0;
            }

            public interface ITrainer<TOptions>
            {
                ITransformer Train(TOptions options, IDataView rows);
            }

            public class ForestTrainer : ITrainer<int>
            {
                public virtual ITransformer Train(int trees, IDataView examples) => null!;
                public class Tuned { public static ITransformer Train(IDataView data) => null!; }
            }
        }
        """;

    /// <summary>What every part of the library does.</summary>
    public const string Roles = """
        # Acme's helpers
        Acme.Loader.LoadTraining = loads
        Acme.Loader.Read(file as path) = loads
        Acme.Loader.ReadAsync(file as path) = loads
        Acme.Loader.Clean(rows as data) = filters
        Acme.Store.Houses = loads                   # a property
        Acme.Store.Retrain(rows as data) = trains

        Acme.Splitter.Split = splits
        Acme.Splitter.Reversed = splits into Train, HeldOut
        Acme.Splitter.SplitAsync = splits
        Acme.Splitter.Cut(data, share as fraction) = splits into Learning, HeldOut
        Acme.Splitter.Halve(data, learning as train, check as test) = splits
        Acme.Splitter.Standard = splits

        Acme.Training.Scale(rows as data) = learns
        Acme.Training.Train(rows as data) = trains
        Acme.Training.Fit(pipeline as estimator, rows as data) = fits
        Acme.Training.Apply(model, rows as data) = transforms
        Acme.Training.Save(model, file as path) = saves
        Acme.Judge.Score(model, data) = evaluates
        Acme.Judge.Folds(pipeline as estimator, data) = cross-validates
        Acme.ITrainer<TOptions>.Train(rows as data) = trains
        Acme.ForestTrainer.Tuned.Train = trains
        """;

    /// <summary>The library as a file: its members have no source.</summary>
    public static MetadataReference Reference { get; } = Emit();

    private static PortableExecutableReference Emit()
    {
        using var image = new MemoryStream();
        var emitted = CSharpCompilation.Create(
            "Acme",
            [CSharpSyntaxTree.ParseText(Source)],
            [.. FrameworkReferences.All, .. SurfaceReferences.All],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)).Emit(image);
        return emitted.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics));
    }
}
