namespace MlReview.Analyzers.Libraries;

/// <summary>
/// The statistics of Math.NET Numerics: each is a value learned from the rows it is computed over. An object of statistics stands for all it
/// holds.
/// </summary>
internal static class MathNet
{
    public const string Table = """
        MathNet.Numerics.Statistics.Statistics Minimum Aggregates data=data
        MathNet.Numerics.Statistics.Statistics Maximum Aggregates data=data
        MathNet.Numerics.Statistics.Statistics MinimumAbsolute Aggregates data=data
        MathNet.Numerics.Statistics.Statistics MaximumAbsolute Aggregates data=data
        MathNet.Numerics.Statistics.Statistics Mean Aggregates data=data
        MathNet.Numerics.Statistics.Statistics GeometricMean Aggregates data=data
        MathNet.Numerics.Statistics.Statistics HarmonicMean Aggregates data=data
        MathNet.Numerics.Statistics.Statistics RootMeanSquare Aggregates data=data
        MathNet.Numerics.Statistics.Statistics Median Aggregates data=data
        MathNet.Numerics.Statistics.Statistics Quantile Aggregates data=data
        MathNet.Numerics.Statistics.Statistics QuantileCustom Aggregates data=data
        MathNet.Numerics.Statistics.Statistics Percentile Aggregates data=data
        MathNet.Numerics.Statistics.Statistics LowerQuartile Aggregates data=data
        MathNet.Numerics.Statistics.Statistics UpperQuartile Aggregates data=data
        MathNet.Numerics.Statistics.Statistics InterquartileRange Aggregates data=data
        MathNet.Numerics.Statistics.Statistics FiveNumberSummary Aggregates data=data
        MathNet.Numerics.Statistics.Statistics OrderStatistic Aggregates data=data
        MathNet.Numerics.Statistics.Statistics EmpiricalCDF Aggregates data=data
        MathNet.Numerics.Statistics.Statistics EmpiricalInvCDF Aggregates data=data
        MathNet.Numerics.Statistics.Statistics QuantileRank Aggregates data=data
        MathNet.Numerics.Statistics.Statistics Variance Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics StandardDeviation Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics Skewness Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics Kurtosis Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics MeanVariance Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics MeanStandardDeviation Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics SkewnessKurtosis Aggregates data=samples
        MathNet.Numerics.Statistics.Statistics PopulationVariance Aggregates data=population
        MathNet.Numerics.Statistics.Statistics PopulationStandardDeviation Aggregates data=population
        MathNet.Numerics.Statistics.Statistics PopulationSkewness Aggregates data=population
        MathNet.Numerics.Statistics.Statistics PopulationKurtosis Aggregates data=population

        MathNet.Numerics.Statistics.ArrayStatistics Minimum Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics Maximum Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics MinimumAbsolute Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics MaximumAbsolute Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics Mean Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics GeometricMean Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics HarmonicMean Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics RootMeanSquare Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics MedianInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics QuantileInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics QuantileCustomInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics PercentileInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics LowerQuartileInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics UpperQuartileInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics InterquartileRangeInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics FiveNumberSummaryInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics OrderStatisticInplace Aggregates data=data
        MathNet.Numerics.Statistics.ArrayStatistics Variance Aggregates data=samples
        MathNet.Numerics.Statistics.ArrayStatistics StandardDeviation Aggregates data=samples
        MathNet.Numerics.Statistics.ArrayStatistics MeanVariance Aggregates data=samples
        MathNet.Numerics.Statistics.ArrayStatistics MeanStandardDeviation Aggregates data=samples
        MathNet.Numerics.Statistics.ArrayStatistics PopulationVariance Aggregates data=population
        MathNet.Numerics.Statistics.ArrayStatistics PopulationStandardDeviation Aggregates data=population

        MathNet.Numerics.Statistics.SortedArrayStatistics Minimum Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics Maximum Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics Median Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics Quantile Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics QuantileCustom Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics Percentile Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics LowerQuartile Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics UpperQuartile Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics InterquartileRange Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics FiveNumberSummary Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics OrderStatistic Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics EmpiricalCDF Aggregates data=data
        MathNet.Numerics.Statistics.SortedArrayStatistics QuantileRank Aggregates data=data

        MathNet.Numerics.Statistics.StreamingStatistics Minimum Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics Maximum Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics MinimumAbsolute Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics MaximumAbsolute Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics Mean Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics GeometricMean Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics HarmonicMean Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics RootMeanSquare Aggregates data=stream
        MathNet.Numerics.Statistics.StreamingStatistics Variance Aggregates data=samples
        MathNet.Numerics.Statistics.StreamingStatistics StandardDeviation Aggregates data=samples
        MathNet.Numerics.Statistics.StreamingStatistics MeanVariance Aggregates data=samples
        MathNet.Numerics.Statistics.StreamingStatistics MeanStandardDeviation Aggregates data=samples
        MathNet.Numerics.Statistics.StreamingStatistics PopulationVariance Aggregates data=population
        MathNet.Numerics.Statistics.StreamingStatistics PopulationStandardDeviation Aggregates data=population

        MathNet.Numerics.Statistics.DescriptiveStatistics .ctor Aggregates data=data
        MathNet.Numerics.Statistics.DescriptiveStatistics Count Counts data=this
        MathNet.Numerics.Statistics.RunningStatistics .ctor Aggregates data=values
        MathNet.Numerics.Statistics.RunningStatistics Count Counts data=this
        MathNet.Numerics.Statistics.Histogram .ctor Aggregates data=data
        MathNet.Numerics.Statistics.Histogram GetBucketIndexOf Computes
        MathNet.Numerics.Statistics.Histogram GetBucketOf Computes
        """;
}
