using System.CommandLine;
using System.Globalization;
using MlReview.Cli.Compilations;
using MlReview.Cli.Findings;
using MlReview.Cli.Llm;
using MlReview.Cli.Llm.Evaluation;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview eval [DIR]</c></summary>
internal static class EvalCommand
{
    private const int NameWidth = 44;
    private static readonly Argument<string> s_cases = new("DIR") { Description = "A directory of review cases, or one case.", DefaultValueFactory = _ => "benchmarks/review-cases" };

    public static Command Create()
    {
        var command = new Command("eval", "Measures a language model as a reviewer: small changes of which it is known what is wrong with them.") { s_cases };
        ModelOptions.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var setup = ModelOptions.Read(parsed, out var error);
        error = error.Length > 0 ? error : setup is null ? "eval measures a language model; name one with --llm PROVIDER:MODEL." : setup.NotAsked.Length > 0 ? $"No model can be asked: {setup.NotAsked}." : "";
        var cases = error.Length > 0 ? [] : ReadCases(parsed.GetValue(s_cases)!, out error);
        if (error.Length > 0)
        {
            await Console.Error.WriteLineAsync("mlreview: " + Printable.Text(error)).ConfigureAwait(false);
            return ExitCode.Usage;
        }
        Console.WriteLine($"{"case".PadRight(NameWidth)} expected  found  right  false  tokens");
        var scores = await new ModelEvaluation(setup!, TimeProvider.System).RunAsync(cases, Report, cancellation).ConfigureAwait(false);
        foreach (var line in Summary(scores, setup!))
            Console.WriteLine(line);
        return scores.Unanswered == 0 ? ExitCode.Clean : ExitCode.Incomplete;
    }

    private static List<ReviewCase> ReadCases(string path, out string error)
    {
        error = "";
        try
        {
            var files = File.Exists(path) ? [path] : Directory.GetFiles(path, "*.md", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "README.md").Order(StringComparer.Ordinal).ToArray();
            if (files.Length == 0)
                error = $"'{path}' holds no review cases; they are Markdown files.";
            return [.. files.Select(file => ReviewCaseFile.Parse(File.Exists(path) ? Path.GetFileName(file) : Path.GetRelativePath(path, file).Replace('\\', '/'), File.ReadAllText(file).ReplaceLineEndings("\n")))];
        }
        catch (FormatException e)
        {
            error = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"'{path}' cannot be read; give a directory of review cases.";
        }
        return [];
    }

    private static void Report(CaseScore score)
    {
        var name = TextWrap.Cut(Path.ChangeExtension(score.Case.Name, null), NameWidth).PadRight(NameWidth);
        Console.WriteLine(score.IsAnswered
            ? string.Create(CultureInfo.InvariantCulture, $"{name} {(score.Case.IsClean ? "clean" : score.Case.Expected.Length.ToString(CultureInfo.InvariantCulture)),8}  {score.Found,5}  {score.Matched,5}  {score.False,5}  {score.Usage.InputTokens + score.Usage.OutputTokens,6}")
            : $"{name} not answered");
    }

    private static IEnumerable<string> Summary(Scores scores, ModelSetup setup)
    {
        var usage = scores.Usage;
        var cases = scores.Cases.Length;
        yield return "";
        yield return string.Create(CultureInfo.InvariantCulture, $"precision            {Share(scores.Precision)}  ({scores.Right} of {Reviewer.Count(scores.Found, "finding")} right)");
        yield return string.Create(CultureInfo.InvariantCulture, $"recall               {Share(scores.Recall)}  ({scores.Matched} of {scores.Expected} expected found)");
        yield return string.Create(CultureInfo.InvariantCulture, $"false alarms         {scores.CleanWithAlarm} of {Reviewer.Count(scores.Clean, "clean change")}");
        yield return string.Create(CultureInfo.InvariantCulture, $"tokens per change    {usage.InputTokens / Math.Max(1, cases):N0} + {usage.OutputTokens / Math.Max(1, cases):N0}");
        yield return usage.Cost(setup.Price) is { } cost
            ? string.Create(CultureInfo.InvariantCulture, $"cost                 ${cost:0.00} for {Reviewer.Count(cases, "change")}")
            : "cost                 not known; --llm-price INPUT,OUTPUT says what tokens cost";
        if (scores.Unanswered > 0)
            yield return $"not answered         {Reviewer.Count(scores.Unanswered, "change")}, left out of the figures";
    }

    private static string Share(double share) => double.IsNaN(share) ? "   –" : share.ToString("0.00", CultureInfo.InvariantCulture);
}
