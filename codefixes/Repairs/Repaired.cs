using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Repairs applied to a compilation's texts.</summary>
internal static class Repaired
{
    /// <summary>
    /// The repairs that can be made together, in order: one that touches a text which an earlier one changes is left out whole, for half a
    /// repair is none. The same edit asked for twice is made once.
    /// </summary>
    public static ImmutableArray<Repair> Together(IEnumerable<Repair> repairs)
    {
        var taken = new Dictionary<SyntaxTree, List<TextChange>>();
        var chosen = ImmutableArray.CreateBuilder<Repair>();
        foreach (var repair in repairs)
        {
            var news = repair.Edits.Where(edit => !(taken.TryGetValue(edit.Tree, out var same) && same.Contains(edit.Change))).ToList();
            if (repair.Declares is { } name && chosen.Any(other => other.Declares == name))
                continue;
            if (news.Any(edit => taken.TryGetValue(edit.Tree, out var changes) && changes.Any(change => Touch(change.Span, edit.Change.Span))))
                continue;
            chosen.Add(repair);
            foreach (var edit in news)
            {
                if (!taken.TryGetValue(edit.Tree, out var changes))
                    taken[edit.Tree] = changes = new List<TextChange>();
                changes.Add(edit.Change);
            }
        }

        return chosen.ToImmutable();
    }

    /// <summary>The new text of each file that the repairs change; edits are made from the end of the file.</summary>
    public static IReadOnlyDictionary<SyntaxTree, SourceText> Texts(IEnumerable<Repair> repairs, CancellationToken cancellation) => repairs
        .SelectMany(repair => repair.Edits)
        .Distinct()
        .GroupBy(edit => edit.Tree)
        .ToDictionary(file => file.Key, file => file.Key.GetText(cancellation).WithChanges(file.Select(edit => edit.Change).OrderBy(change => change.Span.Start).ThenBy(change => change.Span.End)));

    /// <summary>Whether the files still compile as well as before: no error and no warning of the compiler that was not there.</summary>
    public static bool Compiles(Compilation before, Repair repair, CancellationToken cancellation)
    {
        var texts = Texts(new[] { repair }, cancellation);
        var after = before;
        var changed = new List<(SyntaxTree Old, SyntaxTree New)>();
        foreach (var text in texts)
        {
            var tree = text.Key.WithChangedText(text.Value);
            after = after.ReplaceSyntaxTree(text.Key, tree);
            changed.Add((text.Key, tree));
        }

        foreach (var (old, now) in changed)
        {
            var known = Problems(before, old, cancellation);
            foreach (var problem in Problems(after, now, cancellation))
            {
                if (!known.TryGetValue(problem.Key, out var count) || count < problem.Value)
                    return false;
            }
        }

        return true;
    }

    private static Dictionary<string, int> Problems(Compilation compilation, SyntaxTree tree, CancellationToken cancellation) => compilation
        .GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellation)
        .Where(problem => problem.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning)
        .GroupBy(problem => problem.Id)
        .ToDictionary(same => same.Key, same => same.Count());

    /// <summary>Two changes of one place: the order of two insertions there would be anybody's guess.</summary>
    private static bool Touch(TextSpan one, TextSpan other) => one.IntersectsWith(other) && (one.OverlapsWith(other) || one.IsEmpty || other.IsEmpty);
}
