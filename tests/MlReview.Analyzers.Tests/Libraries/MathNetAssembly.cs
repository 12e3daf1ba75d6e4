using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Testing;

namespace MlReview.Analyzers.Tests.Libraries;

/// <summary>
/// Math.NET Numerics as far as the table names it: an assembly of that name with the signatures alone, of double precision. Members in source
/// mean nothing to the tables, so that it has to be an image.
/// </summary>
internal static class MathNetAssembly
{
    private const string Source = """
        using System.Collections.Generic;

        namespace MathNet.Numerics.Statistics;

        public enum QuantileDefinition { R8 = 8, R7 = 7 }

        public enum RankDefinition { Average = 1, Default = 1 }

        public static class Statistics
        {
            public static double Minimum(this IEnumerable<double> data) => throw null!;
            public static double Maximum(this IEnumerable<double> data) => throw null!;
            public static double MinimumAbsolute(this IEnumerable<double> data) => throw null!;
            public static double MaximumAbsolute(this IEnumerable<double> data) => throw null!;
            public static double Mean(this IEnumerable<double> data) => throw null!;
            public static double Mean(this IEnumerable<float> data) => throw null!;
            public static double GeometricMean(this IEnumerable<double> data) => throw null!;
            public static double HarmonicMean(this IEnumerable<double> data) => throw null!;
            public static double RootMeanSquare(this IEnumerable<double> data) => throw null!;
            public static double Variance(this IEnumerable<double> samples) => throw null!;
            public static double PopulationVariance(this IEnumerable<double> population) => throw null!;
            public static double StandardDeviation(this IEnumerable<double> samples) => throw null!;
            public static double StandardDeviation(this IEnumerable<float> samples) => throw null!;
            public static double PopulationStandardDeviation(this IEnumerable<double> population) => throw null!;
            public static double Skewness(this IEnumerable<double> samples) => throw null!;
            public static double PopulationSkewness(this IEnumerable<double> population) => throw null!;
            public static double Kurtosis(this IEnumerable<double> samples) => throw null!;
            public static double PopulationKurtosis(this IEnumerable<double> population) => throw null!;
            public static (double Mean, double Variance) MeanVariance(this IEnumerable<double> samples) => throw null!;
            public static (double Mean, double StandardDeviation) MeanStandardDeviation(this IEnumerable<double> samples) => throw null!;
            public static (double Skewness, double Kurtosis) SkewnessKurtosis(this IEnumerable<double> samples) => throw null!;
            public static double Median(this IEnumerable<double> data) => throw null!;
            public static double Quantile(this IEnumerable<double> data, double tau) => throw null!;
            public static double QuantileCustom(this IEnumerable<double> data, double tau, QuantileDefinition definition) => throw null!;
            public static double Percentile(this IEnumerable<double> data, int p) => throw null!;
            public static double LowerQuartile(this IEnumerable<double> data) => throw null!;
            public static double UpperQuartile(this IEnumerable<double> data) => throw null!;
            public static double InterquartileRange(this IEnumerable<double> data) => throw null!;
            public static double[] FiveNumberSummary(this IEnumerable<double> data) => throw null!;
            public static double OrderStatistic(IEnumerable<double> data, int order) => throw null!;
            public static double QuantileRank(this IEnumerable<double> data, double x, RankDefinition definition = RankDefinition.Default) => throw null!;
            public static double EmpiricalCDF(this IEnumerable<double> data, double x) => throw null!;
            public static double EmpiricalInvCDF(this IEnumerable<double> data, double tau) => throw null!;
        }

        public static class ArrayStatistics
        {
            public static double Minimum(double[] data) => throw null!;
            public static double Maximum(double[] data) => throw null!;
            public static double MinimumAbsolute(double[] data) => throw null!;
            public static double MaximumAbsolute(double[] data) => throw null!;
            public static double Mean(double[] data) => throw null!;
            public static double GeometricMean(double[] data) => throw null!;
            public static double HarmonicMean(double[] data) => throw null!;
            public static double RootMeanSquare(double[] data) => throw null!;
            public static double Variance(double[] samples) => throw null!;
            public static double PopulationVariance(double[] population) => throw null!;
            public static double StandardDeviation(double[] samples) => throw null!;
            public static double PopulationStandardDeviation(double[] population) => throw null!;
            public static (double Mean, double Variance) MeanVariance(double[] samples) => throw null!;
            public static (double Mean, double StandardDeviation) MeanStandardDeviation(double[] samples) => throw null!;
            public static double OrderStatisticInplace(double[] data, int order) => throw null!;
            public static double MedianInplace(double[] data) => throw null!;
            public static double PercentileInplace(double[] data, int p) => throw null!;
            public static double LowerQuartileInplace(double[] data) => throw null!;
            public static double UpperQuartileInplace(double[] data) => throw null!;
            public static double InterquartileRangeInplace(double[] data) => throw null!;
            public static double[] FiveNumberSummaryInplace(double[] data) => throw null!;
            public static double QuantileInplace(double[] data, double tau) => throw null!;
            public static double QuantileCustomInplace(double[] data, double tau, QuantileDefinition definition) => throw null!;
        }

        public static class SortedArrayStatistics
        {
            public static double Minimum(double[] data) => throw null!;
            public static double Maximum(double[] data) => throw null!;
            public static double OrderStatistic(double[] data, int order) => throw null!;
            public static double Median(double[] data) => throw null!;
            public static double Percentile(double[] data, int p) => throw null!;
            public static double LowerQuartile(double[] data) => throw null!;
            public static double UpperQuartile(double[] data) => throw null!;
            public static double InterquartileRange(double[] data) => throw null!;
            public static double[] FiveNumberSummary(double[] data) => throw null!;
            public static double Quantile(double[] data, double tau) => throw null!;
            public static double QuantileCustom(double[] data, double tau, QuantileDefinition definition) => throw null!;
            public static double EmpiricalCDF(double[] data, double x) => throw null!;
            public static double QuantileRank(double[] data, double x, RankDefinition definition = RankDefinition.Default) => throw null!;
        }

        public static class StreamingStatistics
        {
            public static double Minimum(IEnumerable<double> stream) => throw null!;
            public static double Maximum(IEnumerable<double> stream) => throw null!;
            public static double MinimumAbsolute(IEnumerable<double> stream) => throw null!;
            public static double MaximumAbsolute(IEnumerable<double> stream) => throw null!;
            public static double Mean(IEnumerable<double> stream) => throw null!;
            public static double GeometricMean(IEnumerable<double> stream) => throw null!;
            public static double HarmonicMean(IEnumerable<double> stream) => throw null!;
            public static double RootMeanSquare(IEnumerable<double> stream) => throw null!;
            public static double Variance(IEnumerable<double> samples) => throw null!;
            public static double PopulationVariance(IEnumerable<double> population) => throw null!;
            public static double StandardDeviation(IEnumerable<double> samples) => throw null!;
            public static double PopulationStandardDeviation(IEnumerable<double> population) => throw null!;
            public static (double Mean, double Variance) MeanVariance(IEnumerable<double> samples) => throw null!;
            public static (double Mean, double StandardDeviation) MeanStandardDeviation(IEnumerable<double> samples) => throw null!;
        }

        public class DescriptiveStatistics
        {
            public DescriptiveStatistics(IEnumerable<double> data, bool increasedAccuracy = false) { }
            public long Count { get; private set; }
            public double Mean { get; private set; }
            public double Variance { get; private set; }
            public double StandardDeviation { get; private set; }
            public double Maximum { get; private set; }
            public double Minimum { get; private set; }
        }

        public sealed class RunningStatistics
        {
            public RunningStatistics() { }
            public RunningStatistics(IEnumerable<double> values) { }
            public long Count => throw null!;
            public double Mean => throw null!;
            public double StandardDeviation => throw null!;
            public void Push(double value) { }
        }

        public class Bucket
        {
            public double LowerBound { get; set; }
            public double UpperBound { get; set; }
        }

        public class Histogram
        {
            public Histogram(IEnumerable<double> data, int nbuckets) { }
            public Bucket GetBucketOf(double v) => throw null!;
            public int GetBucketIndexOf(double v) => throw null!;
        }
        """;

    public static MetadataReference Reference { get; } = Compile();

    private static PortableExecutableReference Compile()
    {
        using var image = new MemoryStream();
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        var emitted = CSharpCompilation.Create("MathNet.Numerics", [CSharpSyntaxTree.ParseText(Source)], FrameworkReferences.All, options).Emit(image);
        return emitted.Success
            ? MetadataReference.CreateFromImage(image.ToArray())
            : throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics));
    }
}
