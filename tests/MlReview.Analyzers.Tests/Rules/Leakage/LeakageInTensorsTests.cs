using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Leakage;

/// <summary>
/// Leakage in TorchSharp code. The library has no table yet, so that tensors are values of an unknown library: nothing is said, neither where it would
/// be right nor where it would be wrong.
/// </summary>
public sealed class LeakageInTensorsTests
{
    /// <summary>The members of TorchSharp that the programs call, with its signatures.</summary>
    private const string Library = """

        namespace TorchSharp
        {
            public static class torch
            {
                public static Tensor rand(params long[] size) => throw null!;

                public static Tensor randperm(long n) => throw null!;

                public sealed class Tensor
                {
                    public Tensor this[System.Range range] => throw null!;

                    public Tensor this[Tensor index] => throw null!;

                    public Tensor mean() => throw null!;

                    public Tensor std(bool unbiased = true) => throw null!;

                    public static Tensor operator -(Tensor left, Tensor right) => throw null!;

                    public static Tensor operator /(Tensor left, Tensor right) => throw null!;
                }

                public static class utils
                {
                    public static class data
                    {
                        public abstract class Dataset
                        {
                            public abstract long Count { get; }
                        }

                        public sealed class DataLoader(Dataset dataset, int batchSize, bool shuffle = false)
                        {
                            public Dataset Dataset => dataset;
                        }
                    }
                }
            }
        }

        public static class Network
        {
            public static void Train(object rows) => throw null!;

            public static double Evaluate(object rows) => throw null!;
        }

        public sealed class Rows : TorchSharp.torch.utils.data.Dataset
        {
            public override long Count => 1000;
        }
        """;

    [Fact]
    public Task L11_Statistics_of_the_training_rows() => Verify.SilentAsync("MLR101", """
        using TorchSharp;

        var x = torch.rand(1000, 8);
        var train = x[..800];
        var (mean, std) = (train.mean(), train.std());
        Network.Train((train - mean) / std);
        Console.WriteLine(Network.Evaluate((x[800..] - mean) / std));
        """ + Library);

    [Fact]
    public Task Known_miss_L10_Statistics_of_all_rows() => Verify.SilentAsync("MLR101", """
        using TorchSharp;

        var x = torch.rand(1000, 8);
        var scaled = (x - x.mean()) / x.std();
        Network.Train(scaled[..800]);
        Console.WriteLine(Network.Evaluate(scaled[800..]));
        """ + Library);

    [Fact]
    public Task Known_miss_L12_Both_loaders_over_one_data_set() => Verify.SilentAsync("MLR102", """
        using static TorchSharp.torch.utils.data;

        var rows = new Rows();
        Network.Train(new DataLoader(rows, 32, shuffle: true));
        Console.WriteLine(Network.Evaluate(new DataLoader(rows, 32)));
        """ + Library);

    [Fact]
    public Task Known_miss_L14_Two_permutations() => Verify.SilentAsync("MLR102", """
        using TorchSharp;

        var x = torch.rand(1000, 8);
        Network.Train(x[torch.randperm(1000)[..800]]);
        Console.WriteLine(Network.Evaluate(x[torch.randperm(1000)[800..]]));
        """ + Library);
}
