using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Rules.Artifacts;

/// <summary>
/// MLR404: a model is loaded from a download, or from a path that means "the newest", and nothing checks that it is the model it
/// should be. The finding stands at the load.
/// </summary>
public sealed class UnverifiedModelTests
{
    private const string Rule = "MLR404";

    private const string Start = """
        using System.Net;
        using System.Net.Http;
        using System.Security.Cryptography;

        var ml = new MLContext(seed: 1);
        using var client = new HttpClient();
        var url = "https://models.example.com/price.zip";

        """;

    // ---- Look-alikes that are right ----

    [Theory]
    [InlineData("price-1.4.0.zip")]
    [InlineData("models/price.zip")]
    [InlineData("models/latestprices-1.4.0.zip")]
    public Task Silent_when_a_file_of_the_program_is_loaded(string path) => Verify.SilentAsync(Rule, Start + $"""
        var model = ml.Model.Load("{path}", out _);
        """);

    [Theory]
    [InlineData("var hash = SHA256.HashData(bytes);")]
    [InlineData("using var sha = SHA256.Create(); var hash = sha.ComputeHash(bytes);")]
    [InlineData("using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256); sha.AppendData(bytes); var hash = sha.GetHashAndReset();")]
    public Task Silent_when_a_hash_is_checked(string check) => Verify.SilentAsync(Rule, Start + $$"""
        var bytes = await client.GetByteArrayAsync(url);
        {{check}}
        if (Convert.ToHexString(hash) != "9F86D081884C7D65")
            throw new InvalidDataException();
        var model = ml.Model.Load(new MemoryStream(bytes), out _);
        """);

    [Fact]
    public Task Silent_when_a_signature_is_checked() => Verify.SilentAsync(Rule, Start + """
        var bytes = await client.GetByteArrayAsync(url);
        using var key = RSA.Create();
        if (!key.VerifyData(bytes, File.ReadAllBytes("price.sig"), HashAlgorithmName.SHA256, RSASignaturePadding.Pss))
            throw new InvalidDataException();
        var model = ml.Model.Load(new MemoryStream(bytes), out _);
        """);

    [Fact]
    public Task Silent_when_the_downloading_member_checks_the_hash() => Verify.SilentAsync(Rule, """
        using System.Net.Http;
        using System.Security.Cryptography;

        public class ModelStore(HttpClient client)
        {
            private const string ModelPath = "price.zip";

            public async Task FetchAsync(string url, string expected)
            {
                var bytes = await client.GetByteArrayAsync(url);
                if (Convert.ToHexString(SHA256.HashData(bytes)) != expected)
                    throw new InvalidDataException();
                await File.WriteAllBytesAsync(ModelPath, bytes);
            }

            public ITransformer Load(MLContext ml) => ml.Model.Load(ModelPath, out _);
        }
        """);

    [Fact]
    public Task Silent_when_the_file_is_hashed_by_its_path() => Verify.SilentAsync(Rule, Start + """
        await File.WriteAllBytesAsync("price.zip", await client.GetByteArrayAsync(url));
        Check();
        var model = ml.Model.Load("price.zip", out _);

        static void Check()
        {
            using var file = File.OpenRead("price.zip");
            if (Convert.ToHexString(SHA256.HashData(file)) != "9F86D081884C7D65")
                throw new InvalidDataException();
        }
        """);

    [Fact]
    public Task Silent_when_data_is_downloaded_and_the_model_is_not() => Verify.SilentAsync(Rule, Start + """
        await File.WriteAllBytesAsync("houses.csv", await client.GetByteArrayAsync(url));
        var data = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        var model = ml.Model.Load("price-1.4.0.zip", out _);
        Console.WriteLine(model.Transform(data).Schema.Count);
        """);

    [Fact]
    public Task Silent_when_the_program_itself_writes_the_newest_model() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        var data = ml.Data.LoadFromTextFile<House>("houses.csv", separatorChar: ',');
        ml.Model.Save(ml.Regression.Trainers.FastTree("Price", "Size").Fit(data), data.Schema, "models/latest.zip");
        var model = ml.Model.Load("models/latest.zip", out _);
        """);

    [Fact]
    public Task Silent_when_the_newest_path_is_copied_from_a_version() => Verify.SilentAsync(Rule, """
        var ml = new MLContext(seed: 1);
        File.Copy("models/price-1.4.0.zip", "models/latest.zip", overwrite: true);
        var model = ml.Model.Load("models/latest.zip", out _);
        """);

    // ---- Unknown is silence ----

    [Theory]
    [InlineData("public ITransformer Load(MLContext ml, string path) => ml.Model.Load(path, out _);")]
    [InlineData("public ITransformer Load(MLContext ml, Stream stream) => ml.Model.Load(stream, out _);")]
    [InlineData("public ITransformer Load(MLContext ml, byte[] bytes) => ml.Model.Load(new MemoryStream(bytes), out _);")]
    [InlineData("public ITransformer Load(MLContext ml) => ml.Model.Load(Environment.GetEnvironmentVariable(\"MODEL\"), out _);")]
    public Task Silent_when_the_caller_decides(string member) => Verify.SilentAsync(Rule, $$"""
        public class T
        {
            {{member}}
        }
        """);

    [Fact]
    public Task Silent_when_code_that_is_not_known_gets_the_bytes() => Verify.SilentAsync(Rule, """
        using System.Net.Http;

        public interface IVerifier
        {
            void Check(byte[] content);
        }

        public class ModelStore(HttpClient client, IVerifier verifier)
        {
            public async Task<ITransformer> LoadAsync(MLContext ml, string url)
            {
                var bytes = await client.GetByteArrayAsync(url);
                verifier.Check(bytes);
                return ml.Model.Load(new MemoryStream(bytes), out _);
            }
        }
        """);

    [Fact]
    public Task Silent_when_a_type_that_is_not_restored_downloads() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources = { ("Program.cs", Start + "var model = ml.Model.Load(Acme.Blobs.Open(url), out _);") },
    }.RunAsync();

    [Fact]
    public Task M01_Silent_on_user_types_with_the_same_names() => new RuleTest(Rule)
    {
        WithoutMlNet = true,
        Sources =
        {
            ("Own.cs", """
                public sealed class ModelStore { public object Load(string path) => path; }
                public sealed class MLContext { public ModelStore Model { get; } = new(); }

                public static class Program
                {
                    public static object Run() => new MLContext().Model.Load("models/latest.zip");
                }
                """),
        },
    }.RunAsync();

    [Fact]
    public Task Known_miss_the_newest_file_of_a_folder() => Verify.SilentAsync(Rule, Start + """
        var newest = new DirectoryInfo("models").GetFiles("*.zip").OrderByDescending(file => file.LastWriteTimeUtc).First();
        var model = ml.Model.Load(newest.FullName, out _);
        """);

    // ---- Defects: a download ----

    [Theory]
    [InlineData("var stream = await client.GetStreamAsync(url);")]
    [InlineData("var stream = new MemoryStream(await client.GetByteArrayAsync(url));")]
    [InlineData("var stream = new MemoryStream(client.GetByteArrayAsync(url).Result);")]
    [InlineData("using var response = await client.GetAsync(url); response.EnsureSuccessStatusCode(); var stream = await response.Content.ReadAsStreamAsync();")]
    [InlineData("using var response = (await client.GetAsync(url)).EnsureSuccessStatusCode(); using var stream = new MemoryStream(await response.Content.ReadAsByteArrayAsync());")]
    [InlineData("var stream = new MemoryStream(); using var source = await client.GetStreamAsync(url); await source.CopyToAsync(stream); stream.Position = 0;")]
    [InlineData("var stream = new MemoryStream(); using var response = await client.GetAsync(url); await response.Content.CopyToAsync(stream);")]
    [InlineData("var stream = new WebClient().OpenRead(url);")]
    [InlineData("var stream = new MemoryStream(new WebClient().DownloadData(url));")]
    public Task Loaded_from_the_stream_of_a_download(string download) => Verify.RuleAsync(Rule, Start + $"""
        {download}
        var model = [|ml.Model.Load(stream, out _)|];
        """);

    [Theory]
    [InlineData("await File.WriteAllBytesAsync(\"price.zip\", await client.GetByteArrayAsync(url));")]
    [InlineData("if (!File.Exists(\"price.zip\")) { File.WriteAllBytes(\"price.zip\", client.GetByteArrayAsync(url).GetAwaiter().GetResult()); }")]
    [InlineData("using (var source = await client.GetStreamAsync(url)) using (var file = File.Create(\"price.zip\")) await source.CopyToAsync(file);")]
    [InlineData("using (var response = await client.GetAsync(url)) using (var file = new FileStream(\"price.zip\", FileMode.Create)) await response.Content.CopyToAsync(file);")]
    [InlineData("new WebClient().DownloadFile(url, \"price.zip\");")]
    [InlineData("await new WebClient().DownloadFileTaskAsync(url, \"price.zip\");")]
    [InlineData("await File.WriteAllBytesAsync(\"price.tmp\", await client.GetByteArrayAsync(url)); File.Move(\"price.tmp\", \"price.zip\");")]
    public Task Loaded_from_a_file_that_was_downloaded(string download) => Verify.RuleAsync(Rule, Start + $$"""
        {{download}}
        var model = [|ml.Model.Load("price.zip", out _)|];
        """);

    [Fact]
    public Task Loaded_from_a_temporary_file() => Verify.RuleAsync(Rule, Start + """
        var path = Path.GetTempFileName();
        await File.WriteAllBytesAsync(path, await client.GetByteArrayAsync(url));
        var model = [|ml.Model.Load(path, out _)|];
        """);

    [Theory]
    [InlineData("var scorer = [|ml.Transforms.ApplyOnnxModel(\"price.zip\")|];")]
    [InlineData("var net = [|ml.Model.LoadTensorFlowModel(\"price.zip\")|];")]
    [InlineData("var loaded = [|ml.Model.LoadWithDataLoader(\"price.zip\", out var loader)|];")]
    public Task Models_of_other_kinds(string load) => Verify.RuleAsync(Rule, Start + $"""
        new WebClient().DownloadFile(url, "price.zip");
        {load}
        """);

    [Theory]
    [InlineData("builder.FromUri(\"price\", \"https://models.example.com/price.zip\")")]
    [InlineData("builder.FromUri(uri)")]
    [InlineData("builder.FromUri(uri, TimeSpan.FromMinutes(5))")]
    public Task A_pool_that_fetches_its_model(string call) => Verify.RuleAsync(Rule, $$"""
        using Microsoft.Extensions.ML;

        public static class Startup
        {
            public static void Add(PredictionEnginePoolBuilder<House, HousePrediction> builder, string uri) => [|{{call}}|];
        }
        """);

    [Fact]
    public Task Silent_on_a_pool_that_reads_a_file() => Verify.SilentAsync(Rule, """
        using Microsoft.Extensions.ML;

        public static class Startup
        {
            public static void Add(PredictionEnginePoolBuilder<House, HousePrediction> builder) => builder.FromFile("price-1.4.0.zip");
        }
        """);

    // ---- Defects: whatever is newest ----

    [Theory]
    [InlineData("models/latest.zip")]
    [InlineData("models/latest/price.zip")]
    [InlineData("price-latest.zip")]
    [InlineData("models/newest.zip")]
    public Task N14_Loaded_from_a_path_that_means_the_newest(string path) => Verify.RuleAsync(Rule, Start + $"""
        var model = [|ml.Model.Load("{path}", out _)|];
        """);

    // ---- The same defect in the shapes of real code ----

    [Fact]
    public Task In_a_helper_that_downloads() => Verify.RuleAsync(Rule, Start + """
        await FetchAsync("price.zip");
        var model = [|ml.Model.Load("price.zip", out _)|];

        async Task FetchAsync(string path)
        {
            var bytes = await client.GetByteArrayAsync(url);
            await File.WriteAllBytesAsync(path, bytes);
        }
        """);

    [Fact]
    public Task In_two_members_of_a_class() => Verify.RuleAsync(Rule, """
        using System.Net.Http;

        public class ModelStore(HttpClient client)
        {
            private static readonly string s_path = Path.Combine("models", "price.zip");

            public async Task FetchAsync(string url)
            {
                using var source = await client.GetStreamAsync(url);
                using var file = File.Create(s_path);
                await source.CopyToAsync(file);
            }

            public ITransformer Load(MLContext ml) => [|ml.Model.Load(s_path, out _)|];
        }
        """);

    [Fact]
    public Task In_a_lambda_a_tuple_and_a_stream_of_the_file() => Verify.RuleAsync(Rule, Start + """
        Func<string, Task<byte[]>> fetch = address => client.GetByteArrayAsync(address);
        var (bytes, path) = (await fetch(url), "price.zip");
        File.WriteAllBytes(path, bytes);
        using var file = File.OpenRead(path);
        var model = [|ml.Model.Load(file, out _)|];
        """);

    [Fact]
    public Task Among_types_of_a_package_that_is_not_restored() => new RuleTest(Rule)
    {
        AllowCompilerErrors = true,
        Sources =
        {
            ("ModelStore.cs", """
                using System.Net.Http;
                using Serilog;

                public class ModelStore(ILogger log, HttpClient client)
                {
                    public async Task<ITransformer> LoadAsync(MLContext ml, string url)
                    {
                        log.Information("loading {Url}", url);
                        return [|ml.Model.Load(await client.GetStreamAsync(url), out _)|];
                    }
                }
                """),
        },
    }.RunAsync();

    // ---- What the user reads ----

    [Fact]
    public async Task Names_the_download()
    {
        var finding = Assert.Single(await Verify.RuleAsync(Rule, Start + """
            var bytes = await client.GetByteArrayAsync(url);
            var model = [|ml.Model.Load(new MemoryStream(bytes), out _)|];
            """));

        Assert.Contains("a download (line 8)", finding.Text());
        Assert.Contains("client.GetByteArrayAsync(url)", finding.Path());
        Assert.Equal(DiagnosticSeverity.Info, finding.Severity);
        Assert.Equal("Major", finding.Verdict());
    }

    [Fact]
    public async Task Names_the_path_that_means_the_newest() => Assert.Contains("'models/latest.zip'", Assert.Single(await Verify.RuleAsync(Rule, Start + """
        var model = [|ml.Model.Load("models/latest.zip", out _)|];
        """)).Text());
}
