using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Changes;
using MlReview.Cli.Llm.Lanes;
using MlReview.Cli.Llm.Slices;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Llm;

/// <summary>A file that a model is asked about, as it is and as it is shown.</summary>
internal sealed record ReviewedFile(ShownFile Shown, SourceText Text);

/// <summary>A change, as far as it is needed to know which lines are its own.</summary>
/// <param name="Top">Absolute directory that the patch is relative to.</param>
internal sealed record PatchedTree(PatchMap Patch, string Top);

/// <summary>Chooses the files that a model is asked about: those of a change, else those of the scope that have to do with machine learning.</summary>
internal static partial class ReviewedFiles
{
    private const int LargestFile = 256 << 10;
    private const int MostFiles = 500;
    private static readonly HashSet<string> s_noise = new(StringComparer.OrdinalIgnoreCase) { "node_modules", "bin", "obj", "venv", "__pycache__", "site-packages", "dist" };

    /// <summary>The files with most signs of machine learning first: a budget that ends early ends with the others.</summary>
    /// <param name="only">The pass that was asked for; null for both.</param>
    public static ImmutableArray<ReviewedFile> Of(ReviewScope scope, FileFilter filter, PatchedTree? change, Pass? only, List<Notice> notices)
    {
        var files = change is null
            ? Paths(scope).Where(filter.IsReviewed).Select(path => Read(scope, path, FileChange.Whole, notices)).OfType<ReviewedFile>().Where(file => only == Pass.General || IsAboutMl(file))
            : change.Patch.Files.Where(patch => patch is { NewPath: not null, IsBinary: false, IsSubmodule: false, IsLink: false })
                .Select(patch => (Path: Path.Combine(change.Top, patch.NewPath!.Replace('/', Path.DirectorySeparatorChar)), patch))
                .Where(each => filter.IsReviewed(each.Path))
                .Select(each => Read(scope, each.Path, PatchedLines.Of(each.patch), notices)).OfType<ReviewedFile>();
        var ordered = files.Where(file => file.Shown.IsTouched).OrderByDescending(Signs).ThenBy(file => file.Shown.Name, StringComparer.Ordinal).ToList();
        if (ordered.Count > MostFiles)
            notices.Add(new Notice(NoticeKind.Skipped, $"{ordered.Count - MostFiles} files", $"are beyond the {MostFiles} that a model is asked about at once"));
        return [.. ordered.Take(MostFiles)];
    }

    private static IEnumerable<string> Paths(ReviewScope scope) =>
        scope.OnlyFile is { } only ? [only] : scope.Tree.FilesUnder(scope.BasePath, IsNoise);

    private static bool IsNoise(string directory) =>
        Path.GetFileName(directory) is var name && (s_noise.Contains(name) || (name.StartsWith('.') && name != ".github"));

    private static ReviewedFile? Read(ReviewScope scope, string path, FileChange change, List<Notice> notices)
    {
        var name = PathRules.Relative(scope.BasePath, path);
        if (Languages.Of(name) is null)
            return null;
        var isTooLarge = false;
        var text = scope.Root.TryReadSource(path, out var reason);
        if (text is not null && (isTooLarge = text.Length > LargestFile))
            reason = $"is larger than {LargestFile >> 10} KiB, which no model is asked about";
        var shown = text is null || isTooLarge ? null : ShownFileReader.TryRead(path, name, text, change, out reason);
        if (shown is null)
            notices.Add(new Notice(text is null ? NoticeKind.Failed : NoticeKind.Skipped, scope.Root.Relative(path), reason));
        return shown is null ? null : new ReviewedFile(shown, text!);
    }

    private static int Signs(ReviewedFile file)
    {
        var code = file.Text.ToString();
        return LaneCatalog.All.Where(lane => lane.Pass == Pass.Ml).Sum(lane => lane.Signs(file.Shown.Name, code));
    }

    private static bool IsAboutMl(ReviewedFile file) =>
        (file.Shown.Language is Language.CSharp or Language.Python or Language.Notebook ? Library() : Subject()).IsMatch(file.Text.ToString());

    [GeneratedRegex("""(?i)\b(microsoft\.ml|sklearn|torch|tensorflow|keras|xgboost|lightgbm|catboost|mlflow|pandas|transformers|onnx\w*|statsmodels|pyspark|airflow|joblib|langchain|openai|anthropic)\b""", RegexOptions.NonBacktracking)]
    private static partial Regex Library();

    [GeneratedRegex("""(?i)\b(train|training|retrain|model|models|predict|prediction|predictions|features|mlflow|sklearn|scikit-learn|torch|inference)\b""", RegexOptions.NonBacktracking)]
    private static partial Regex Subject();
}
