using System.Globalization;
using System.Text;
using MlReview.Analyzers.Tests.Rules;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;
using MlReview.CodeFixes.Tests.Verification;
using MlReview.Testing;
using Xunit;

namespace MlReview.CodeFixes.Tests.Projects;

/// <summary>
/// What every fix promises, whatever the program: over the samples, and over the code of the rules' pages. The environment variable
/// MLREVIEW_FIX_CORPUS names a directory of checkouts to do the same over; run it with <c>-showLiveOutput</c> for the counts.
/// </summary>
public sealed class EveryRepairTests(ITestOutputHelper output)
{
    private const string Corpus = "MLREVIEW_FIX_CORPUS";

    public static TheoryData<string> Pages => [.. RulePage.Ids];

    public static TheoryData<string> Directories =>
    [
        .. Environment.GetEnvironmentVariable(Corpus) is { Length: > 0 } corpus
            ? Directory.EnumerateDirectories(corpus).Order(StringComparer.Ordinal)
            : Directory.EnumerateDirectories(RepositoryFiles.PathOf("samples")).Order(StringComparer.Ordinal).Select(path => Path.GetRelativePath(RepositoryFiles.Root, path)),
    ];

    [Theory, MemberData(nameof(Directories))]
    public async Task Every_repair_of_a_project_keeps_its_promises(string directory)
    {
        var repairs = new CheckedRepairs();
        await ReviewAsync(Path.GetFullPath(directory, RepositoryFiles.Root), repairs);
        output.WriteLine(Table(repairs.Counts));
        Assert.True(repairs.Broken.Count == 0, string.Join('\n', repairs.Broken));
        if (Environment.GetEnvironmentVariable(Corpus) is null && directory.StartsWith("samples", StringComparison.Ordinal))
            Assert.Contains(repairs.Counts.Values, count => count.Repairs > 0);
    }

    /// <summary>Bad programs of all pages, for whatever rules speak on them.</summary>
    [Theory, MemberData(nameof(Pages))]
    public async Task Every_repair_of_a_page_keeps_its_promises(string id)
    {
        foreach (var code in RulePage.Read(id).Code("Bad"))
        {
            var session = FixSession.Open(TestProgram.Compile(("Program.cs", code)));
            var start = await FixConditions.OfAsync(session);
            foreach (var finding in await session.FindingsAsync())
            {
                foreach (var action in await session.OfferedAsync(finding))
                {
                    var repaired = session.Copy();
                    await repaired.ApplyAsync(action);
                    var end = await FixConditions.OfAsync(repaired);
                    Assert.Empty(end.NewProblems(start));
                    Assert.DoesNotContain(end.NewFindings(start), rule => !VerifyFix.MayUncover(finding.Id, rule));
                    Assert.True(end.Findings.GetValueOrDefault(finding.Id) < start.Findings[finding.Id], $"{finding} is still there after '{action.Title}'.");
                }
            }
        }
    }

    private static async Task ReviewAsync(string directory, IProjectWork work)
    {
        var scope = ReviewScope.TryOpen(directory, out var error);
        Assert.True(scope is not null, error);
        var reviewer = new Reviewer(RuleHost.OfProduct, new RestoredPackages(Path.Combine(directory, "no-packages")), SurfaceAssemblies.Shipped);
        await reviewer.ReviewAsync(scope, new FileFilter(scope, [], []), new Silent(), CancellationToken.None, work);
    }

    private static string Table(IReadOnlyDictionary<string, RepairCount> counts)
    {
        var table = new StringBuilder("rule\tfindings\toffered\trepairs\tkept\n");
        foreach (var (rule, count) in counts)
            table.Append(CultureInfo.InvariantCulture, $"{rule}\t{count.Findings}\t{count.Offered}\t{count.Repairs}\t{count.Kept}\n");
        return table.ToString();
    }

    private sealed class Silent : IProgress
    {
        public void Report(int done, int total, string project)
        {
        }
    }
}
