using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A value that the program itself gives a column: written into a member of a row class, or computed by it, or by a mapping of the pipeline.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Member">The member of the class.</param>
/// <param name="Value">What it is given.</param>
/// <param name="Place">Where.</param>
/// <param name="Event">What the flow engine saw.</param>
internal sealed record ColumnValue(string Column, ISymbol Member, Value Value, Place Place, FlowEvent Event)
{
    /// <summary>Whether a step of the pipeline computes it, for every row that is ever trained on or scored.</summary>
    public bool IsMapped => Event.Receiver is { Kind: ValueKind.Object, Site.Spec.Estimator.HasHiddenInputs: true };

    /// <summary>Whether the row itself computes it when it is read.</summary>
    public bool IsComputed => Member is IPropertySymbol && Event.Receiver.Kind == ValueKind.This && Event.Site.Node.RawKind == (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.PropertyDeclaration;

    /// <summary>The rows that it is written into one by one, when they were there before.</summary>
    public Value? WrittenInto => Event.Receiver is { Kind: ValueKind.Element, First: var rows } ? rows : null;

    /// <summary>Whether it holds numbers; texts and times are no features as they stand.</summary>
    public bool IsNumber => RowMembers.ContentOf(Member) is not (ColumnContent.Text or ColumnContent.Time or ColumnContent.Other);

    /// <summary>Whether the value is computed from a source together with something that differs from row to row.</summary>
    public bool IsRelativeTo(Value source) => Sources.Within(Value).Any(part => part.Kind == ValueKind.Computed && part.Operands.Length > 1
        && part.Operands.Any(operand => Sources.Within(operand).Contains(source))
        && part.Operands.Any(operand => !Sources.Clocks(operand).Any() && Sources.Within(operand).Any(inner => inner.Kind is not (ValueKind.Constant or ValueKind.Computed))));
}

/// <summary>What becomes of columns, as far as the trainers in reach tell.</summary>
internal sealed class ColumnUses
{
    private readonly HashSet<string> _features = new(StringComparer.Ordinal);
    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private bool _isKnown = true;
    private bool _isAny;

    public ColumnUses(PipelineGraph graph)
    {
        _isKnown = graph.IsComplete && !graph.Operations(Role.RunsSearch).Any();
        foreach (var fit in graph.Fits)
            Note(graph, fit.Estimators, fit.Data);
        foreach (var validation in graph.CrossValidations)
            Note(graph, validation.Estimators, validation.Data);
        foreach (var keyed in graph.AllOperations.Where(recorded => recorded.Role is Role.Splits or Role.SplitsIntoFolds or Role.CrossValidates))
        {
            var key = ColumnNames.In(keyed.Argument("key"));
            _keys.UnionWith(key.Names);
            _isKnown &= key.IsComplete;
        }
    }

    /// <summary>Whether a model learns from a column; null when that is not known.</summary>
    public bool? IsFeature(string column) => _features.Contains(column) ? true : _isKnown && _isAny ? false : null;

    /// <summary>Whether nothing reads a column: it is no feature, no label, and no split keeps it together.</summary>
    public bool IsIdle(string column) => IsFeature(column) == false && !_labels.Contains(column) && !_keys.Contains(column);

    /// <summary>Whether a column is what is predicted, and nothing more is known of it.</summary>
    public bool IsLabel(string column) => _labels.Contains(column) && !_features.Contains(column);

    private void Note(PipelineGraph graph, IEnumerable<(Estimator Estimator, Guard Guard)> estimators, IReadOnlyCollection<(Value Data, Guard Guard)> rows)
    {
        foreach (var (estimator, _) in estimators)
        {
            _isKnown &= estimator.IsKnown;
            if (!estimator.IsKnown || estimator.Trainer is not { } trainer)
                continue;
            _isAny = true;
            _isKnown &= rows.Count > 0;
            foreach (var (data, _) in rows)
            {
                if (graph.ColumnsOf(estimator, data) is not { } columns)
                {
                    _isKnown = false;
                    continue;
                }

                _features.UnionWith(columns.FeatureSources.Select(column => column.Name));
                _labels.UnionWith(columns.Label?.Upstream().Select(column => column.Name) ?? Enumerable.Empty<string>());
                _isKnown &= columns.IsKnown && columns.FeatureSources.All(column => column.EverySourceBut is null)
                    && (columns.Label is { IsKnown: true } || trainer.Learning != Learning.Prediction || trainer.Text("labelColumnName", "LabelColumnName") is not null);
            }
        }
    }
}
