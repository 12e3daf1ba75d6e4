using Microsoft.CodeAnalysis.Diagnostics;

namespace MlReview.Testing;

/// <summary>Proves that an analyzer copes with a program: no exception, no internal failure, no hang, editor and build agree.</summary>
public static class Survival
{
    /// <summary>Generous: the limit tells a hang from slow work on a busy machine, it measures nothing.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(5);

    /// <summary>Analyses a program that need not compile.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="files">The program.</param>
    /// <returns>What a build finds, and the compiler's errors.</returns>
    /// <exception cref="VerificationException">The analyzer did not cope; the message shows the program.</exception>
    public static Task<BuildOutcome> VerifyAsync(DiagnosticAnalyzer analyzer, params (string FileName, string Text)[] files) => VerifyAsync(analyzer, _limit, files);

    /// <summary>Analyses a program that need not compile.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="limit">How long the analysis may take.</param>
    /// <param name="files">The program.</param>
    /// <returns>What a build finds, and the compiler's errors.</returns>
    /// <exception cref="VerificationException">The analyzer did not cope; the message shows the program.</exception>
    public static async Task<BuildOutcome> VerifyAsync(DiagnosticAnalyzer analyzer, TimeSpan limit, params (string FileName, string Text)[] files)
    {
        using var guard = new CancellationTokenSource(limit);
        try
        {
            var compilation = TestProgram.Compile(files);
            var build = await new AnalyzerSession(compilation, analyzer).BuildWithErrorsAsync(guard.Token);
            build.ThrowOnFailure();
            if (build.Findings.FirstOrDefault(finding => finding.Id == RuleTest.InternalFailure) is { } failure)
                throw new VerificationException($"A rule failed inside the analyzer: {failure}");
            var live = await AnalyzerHost.LiveAsync(compilation, analyzer, visit: tree => !TestProgram.IsHidden(tree), cancellation: guard.Token);
            ModeComparison.Verify([.. build.Findings.Where(finding => finding.Location.SourceTree is { } tree && !TestProgram.IsHidden(tree))], live);
            return build;
        }
        catch (OperationCanceledException) when (guard.IsCancellationRequested)
        {
            throw new VerificationException($"The analysis did not end within {limit}.\n{Show(files)}");
        }
        catch (VerificationException exception)
        {
            throw new VerificationException($"{exception.Message}\n{Show(files)}");
        }
    }

    // Generated stress programs are huge; their beginning says which one it is.
    private static string Show((string FileName, string Text)[] files) =>
        string.Join("\n", files.Select(file => $"==== {file.FileName}\n{file.Text[..Math.Min(file.Text.Length, 20_000)]}"));
}
