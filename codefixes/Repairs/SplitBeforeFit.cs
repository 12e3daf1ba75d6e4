using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.CodeFixes.Repairs;

/// <summary>
/// Fits a preparation on the training side of a split. A split that comes later moves up; one of prepared rows is given the raw ones, and each read
/// of a side is prepared where it stands.
/// </summary>
internal sealed class SplitBeforeFit
{
    private const string Preparation = "preparation";
    private readonly FindingToRepair _finding;
    private readonly ExpressionSyntax _fitted;
    private readonly InvocationExpressionSyntax _fit;
    private readonly InvocationExpressionSyntax _call;
    private readonly ExpressionSyntax _rows;
    private readonly ILocalSymbol _split;
    private readonly List<Edit> _edits = new();
    private string? _declares;

    private SplitBeforeFit(FindingToRepair finding, ExpressionSyntax fitted, InvocationExpressionSyntax fit, InvocationExpressionSyntax call, ExpressionSyntax rows, ILocalSymbol split)
    {
        _finding = finding;
        _fitted = fitted;
        _fit = fit;
        _call = call;
        _rows = rows;
        _split = split;
    }

    public static IEnumerable<Repair> Repairs(FindingToRepair finding)
    {
        if (finding.At("train side of") is not null)
            return finding.Node is InvocationExpressionSyntax elsewhere ? OtherSide.Repairs(finding, (side, _) => $"Fit '{EarlyFit.NameOf(finding, elsewhere)}' on '{side}'") : Enumerable.Empty<Repair>();
        if (finding.At("fitted") is not ExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax fit } } fitted || finding.At("split") is not InvocationExpressionSyntax call
            || finding.At("split rows") is not ExpressionSyntax { Parent: ArgumentSyntax } rows || Names.VariableOf(finding, call) is not { Type.Name: "TrainTestData" } split)
        {
            return Enumerable.Empty<Repair>();
        }

        var repair = new SplitBeforeFit(finding, fitted, fit, call, rows, split);
        var title = (finding.At("prepared by"), finding.At("raw rows")) switch
        {
            (null, _) => repair.OfRawRows(),
            (InvocationExpressionSyntax prepared, ExpressionSyntax raw) => repair.OfPreparedRows(prepared, raw),
            _ => null,
        };
        return title is null ? Enumerable.Empty<Repair>() : new[] { new Repair(title, "split first", repair._edits.ToArray()) { Declares = repair._declares } };
    }

    private string Train => _split.Name + ".TrainSet";

    /// <summary>Raw rows are split, before they are learned from or after.</summary>
    private string? OfRawRows()
    {
        var name = EarlyFit.NameOf(_finding, _fit);
        if (_call.Span.End < _fitted.SpanStart)
        {
            if (!Names.IsSeenFrom(_finding, _split, _fitted))
                return null;
            var side = OtherSide.NameOf(_finding, _split, "TrainSet", _fitted) ?? Train;
            _edits.Add(Edit.Replace(_fitted, side));
            _edits.AddRange(Leftovers.Of(_finding, _fitted));
            return $"Fit '{name}' on '{side}'";
        }

        if (Insertion.StatementAround(_fit) is not { } learned || !MoveSplit(learned, _rows.ToString()))
            return null;
        _edits.Add(Edit.Replace(_fitted, Train));
        return $"Split '{_rows}' first, and fit '{name}' on '{Train}'";
    }

    /// <summary>Prepared rows are split: each side is prepared instead.</summary>
    private string? OfPreparedRows(InvocationExpressionSyntax prepared, ExpressionSyntax raw)
    {
        if (Insertion.StatementAround(_fit) is not { } learned || Insertion.StatementAround(_call) is not { } cut || !Names.AllMeanTheSame(_finding, raw, learned))
            return null;
        var all = Names.VariableOf(_finding, prepared);
        var others = all is null ? new List<IdentifierNameSyntax>() : Names.References(_finding, all).Where(reference => reference != _rows).ToList();
        if (prepared != _rows && (all is null || !Names.References(_finding, all).Contains(_rows)))
            return null;

        string name;
        if (Names.VariableOf(_finding, _fit) is { } transformer)
        {
            // What reads no row of all that were prepared stays.
            name = transformer.Name;
            if (others.Any(reference => reference.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Schema" }) || !MoveSplit(learned, raw.ToString(), others.Count == 0 ? NamesIn(raw).Append(name).ToList() : null))
                return null;
            _edits.Add(Edit.Replace(_fitted, Train));
        }
        else
        {
            name = Preparation;
            var isTaken = Insertion.RowOf(cut).DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == Preparation) || !_finding.Model(_fit).LookupSymbols(_fit.SpanStart, name: Preparation).IsEmpty;
            if (isTaken || others.Count > 0 || prepared.Expression is not MemberAccessExpressionSyntax { Expression: var receiver } || receiver != _fit || !(prepared == _rows ? DeclareAfter(cut, raw) : DeclareInstead(learned, prepared, raw)))
                return null;
        }

        return PrepareSides(name) ? $"Split '{raw}' first, fit '{EarlyFit.NameOf(_finding, _fit)}' on '{Train}', and prepare both sides with it" : null;
    }

    /// <summary>The variable of the prepared rows becomes one of what prepares them.</summary>
    private bool DeclareInstead(StatementSyntax learned, InvocationExpressionSyntax prepared, ExpressionSyntax raw)
    {
        if (prepared.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration } declarator } || !MoveSplit(learned, raw.ToString()))
            return false;
        if (!declaration.Type.IsVar)
            _edits.Add(Edit.Replace(declaration.Type, "var"));
        _edits.Add(new Edit(declarator.SyntaxTree, new TextChange(declarator.Identifier.Span, Preparation)));
        _edits.Add(Edit.Replace(_fitted, Train));
        _edits.Add(new Edit(prepared.SyntaxTree, new TextChange(TextSpan.FromBounds(_fit.Span.End, prepared.Span.End), "")));
        return true;
    }

    /// <summary>A variable for what prepares the rows is added behind the split.</summary>
    private bool DeclareAfter(StatementSyntax cut, ExpressionSyntax raw)
    {
        if (Insertion.After(cut) is not { } place)
            return false;
        var fit = _fit.ToString();
        var start = _fitted.SpanStart - _fit.SpanStart;
        _edits.Add(Edit.Replace(_rows, raw.ToString()));
        _edits.Add(place.Add($"var {Preparation} = {fit.Substring(0, start)}{Train}{fit.Substring(start + _fitted.Span.Length)};"));
        return true;
    }

    /// <summary>Moves the split before another statement, and gives it these rows; variables that only the former rows needed go, but for some.</summary>
    private bool MoveSplit(StatementSyntax before, string rows, IReadOnlyCollection<string>? kept = null)
    {
        if (Insertion.StatementAround(_call) is not LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } cut || Insertion.RowOf(cut) != Insertion.RowOf(before)
            || StatementLines.Of(cut) is not { } lines || StatementLines.Of(before) is not { } target || lines.Start < target.Start
            || _call.DescendantNodes().OfType<ArgumentSyntax>().Where(argument => argument != _rows.Parent).Select(argument => argument.Expression).Append(_call.Expression)
                .Any(part => !_rows.Span.Contains(part.Span) && !Names.AllMeanTheSame(_finding, part, before)))
        {
            return false;
        }

        _declares = _split.Name;
        _edits.Add(Edit.Insert(cut.SyntaxTree, target.Start, lines.With(_rows.Span, rows)));
        var moved = lines.IsBare ? new SyntaxNode[] { cut } : Array.Empty<SyntaxNode>();
        if (!lines.IsBare)
            _edits.Add(lines.Deletion);
        _edits.AddRange(kept is null
            ? Leftovers.Of(_finding, Array.Empty<SyntaxNode>(), Array.Empty<string>(), Array.Empty<SyntaxNode?>(), moved)
            : Leftovers.Of(_finding, new[] { _rows }, kept, Array.Empty<SyntaxNode?>(), moved));
        return true;
    }

    /// <summary>Prepares the sides wherever they are read; not where the split is used as a whole.</summary>
    private bool PrepareSides(string preparation)
    {
        foreach (var reference in Names.References(_finding, _split))
        {
            if (reference.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "TrainSet" or "TestSet" } side)
                return false;
            _edits.Add(Edit.Insert(side.SyntaxTree, side.SpanStart, preparation + ".Transform("));
            _edits.Add(Edit.Insert(side.SyntaxTree, side.Span.End, ")"));
        }

        return true;
    }

    private static IEnumerable<string> NamesIn(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText);
}
