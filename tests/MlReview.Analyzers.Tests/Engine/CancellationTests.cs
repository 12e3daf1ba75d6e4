using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using MlReview.Testing;
using Xunit;

namespace MlReview.Analyzers.Tests.Engine;

/// <summary>An editor cancels most requests. A cancelled one must leave nothing half-computed behind.</summary>
public sealed class CancellationTests
{
    private const int Moments = 12;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Build_request_after_a_cancelled_one_gives_the_full_result(bool concurrent)
    {
        var expected = Lines(await AnalyzerHost.BuildAsync(TestProgram.Compile(EnginePrograms.HousePrices), new MlReviewAnalyzer(), concurrent: concurrent));
        Assert.NotEmpty(expected);
        await CancelAtManyMomentsAsync(
            () => new AnalyzerSession(TestProgram.Compile(EnginePrograms.HousePrices), new MlReviewAnalyzer(), concurrent: concurrent),
            (session, cancellation) => session.BuildAsync(cancellation),
            expected);
    }

    [Fact]
    public async Task Live_request_after_a_cancelled_one_gives_the_full_result()
    {
        var expected = Lines(await AnalyzerHost.LiveAsync(TestProgram.Compile(EnginePrograms.HousePrices), new MlReviewAnalyzer()));
        Assert.NotEmpty(expected);
        await CancelAtManyMomentsAsync(
            () => new AnalyzerSession(TestProgram.Compile(EnginePrograms.HousePrices), new MlReviewAnalyzer(), concurrent: false),
            (session, cancellation) => session.LiveAsync(cancellation: cancellation),
            expected);
    }

    [Fact]
    public async Task Request_that_is_cancelled_before_it_starts_throws()
    {
        var session = new AnalyzerSession(TestProgram.Compile(EnginePrograms.HousePrices), new MlReviewAnalyzer());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => session.BuildAsync(new CancellationToken(canceled: true)));
    }

    // The moments are spread over the time that one request takes: some hit before, some within, some after the analysis.
    private static async Task CancelAtManyMomentsAsync(
        Func<AnalyzerSession> start, Func<AnalyzerSession, CancellationToken, Task<ImmutableArray<Diagnostic>>> request, List<string> expected)
    {
        var watch = Stopwatch.StartNew();
        await request(start(), CancellationToken.None);
        var whole = watch.Elapsed;
        for (var moment = 0; moment <= Moments; moment++)
        {
            var session = start();
            using var cancellation = new CancellationTokenSource();
            cancellation.CancelAfter(whole * moment / Moments);
            try
            {
                Assert.Equal(expected, Lines(await request(session, cancellation.Token)));
            }
            catch (OperationCanceledException)
            {
                Assert.True(cancellation.IsCancellationRequested);
            }

            Assert.Equal(expected, Lines(await request(session, CancellationToken.None)));
        }
    }

    private static List<string> Lines(IEnumerable<Diagnostic> findings) => [.. findings.Select(finding => finding.ToString())];
}
