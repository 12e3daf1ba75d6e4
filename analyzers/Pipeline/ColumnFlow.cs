using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>
/// Which columns each column is computed from: walks the steps in order, from what was fitted separately and applied to the
/// rows. A step whose columns are not known makes every column unknown, since it may have written any of them.
/// </summary>
internal sealed class ColumnFlow
{
    private static readonly ImmutableArray<string> s_features = ImmutableArray.Create("featureColumnName", "featureColumnNames");
    private static readonly ImmutableArray<string> s_inputs = ImmutableArray.Create("inputColumnName", "inputColumnNames");
    private static readonly ImmutableArray<string> s_outputs = ImmutableArray.Create("outputColumnName", "outputColumnNames");
    private static readonly ImmutableArray<string> s_scores = ImmutableArray.Create("Score", "PredictedLabel", "Probability");

    private readonly PipelineGraph _graph;
    private readonly Value _data;
    private readonly Dictionary<string, Column> _sources = new(StringComparer.Ordinal);
    private ImmutableDictionary<string, Column> _written = ImmutableDictionary.Create<string, Column>(StringComparer.Ordinal);
    private bool _isKnown = true;

    /// <summary>Whether columns were dropped: which are still there is not known then.</summary>
    private bool _isReduced;

    public ColumnFlow(PipelineGraph graph, Value data)
    {
        _graph = graph;
        _data = data;
        foreach (var applied in data.Operands.Skip(1))
            PassApplied(applied);
    }

    /// <summary>The column that stands under a name now.</summary>
    public Column this[string name]
    {
        get
        {
            if (_written.TryGetValue(name, out var written))
                return written;
            if (!_isKnown)
                return Unknown(name);
            if (!_sources.TryGetValue(name, out var source))
                _sources[name] = source = new Column(name, null, null, ImmutableArray<Column>.Empty);
            return source;
        }
    }

    /// <summary>A step writes its columns. <paramref name="fit"/>: what it was fitted in, when that is over.</summary>
    public void Pass(EstimatorStep step, Fit? fit)
    {
        _isReduced |= step.Traits is { WritesNothing: true };
        if (step.Traits is not { WritesNothing: false } traits)
            return;
        var writes = traits.HasHiddenInputs ? Mapped(step) : traits.IsTrainer ? Scored(step) : Named(step);
        if (writes is not { Count: > 0 } || writes.Any(write => !write.Outputs.IsComplete))
        {
            Forget();
            return;
        }

        var columns = writes.SelectMany(write => write.Outputs.Names.Select(name => new Column(name, step, fit, Read(write, name))
        {
            IsCertain = write.Outputs.IsCertain && write.Inputs.IsCertain,
        })).ToList();
        foreach (var column in columns)
            _written = _written.SetItem(column.Name, column);
    }

    /// <summary>What a trainer reads now.</summary>
    public TrainerColumns ReadBy(EstimatorStep trainer) => new(
        trainer,
        trainer.Traits is { ReadsEveryColumn: true } ? EveryColumnBut(LabelOf(trainer)) : Columns(FeaturesOf(trainer)),
        trainer.Learning == Learning.Prediction && LabelOf(trainer) is { IsComplete: true, IsCertain: true, Names: { Length: 1 } label } ? this[label[0]] : null)
    {
        RowGroup = trainer.Task == LearningTask.Ranking
            && Named(trainer, ImmutableArray.Create("rowGroupColumnName"), "GroupId") is { IsComplete: true, IsCertain: true, Names: { Length: 1 } group } ? this[group[0]] : null,
    };

    private static Column Unknown(string name) => new(name, null, null, ImmutableArray<Column>.Empty) { IsKnown = false };

    private void Forget()
    {
        _written = _written.Clear();
        _isKnown = false;
    }

    private void PassApplied(Value applied)
    {
        if (applied.Kind is ValueKind.Statistic or ValueKind.Element)
            return;
        if (applied is { Kind: ValueKind.Event, Site.Role: not (Role.Fits or Role.LoadsModel) })
            return;
        if (_graph.Models.PartOf(applied) is not { Fit: var fit, IsLastStepOnly: var isLast } || !fit.Estimators.All(each => each.Estimator.IsKnown))
        {
            Forget();
            return;
        }

        var before = (_written, _isKnown);
        var after = new List<(ImmutableDictionary<string, Column> Written, bool IsKnown)>();
        foreach (var (estimator, _) in fit.Estimators)
        {
            (_written, _isKnown) = before;
            foreach (var step in estimator.Steps.Skip(isLast ? estimator.Steps.Length - 1 : 0))
                Pass(step, fit);
            after.Add((_written, _isKnown));
        }

        Join(after);
    }

    /// <summary>One of several estimators ran: what they disagree on may be any of theirs.</summary>
    private void Join(List<(ImmutableDictionary<string, Column> Written, bool IsKnown)> ways)
    {
        if (ways.Count == 0 || ways.Any(way => !way.IsKnown))
        {
            Forget();
            return;
        }

        var joined = ways[0].Written;
        foreach (var name in ways.SelectMany(way => way.Written.Keys).Distinct())
        {
            var columns = ways.Select(way =>
            {
                _written = way.Written;
                return this[name];
            }).Distinct().ToImmutableArray();
            joined = joined.SetItem(name, columns.Length == 1 ? columns[0] : new Column(name, null, null, columns) { IsCertain = false });
        }

        _written = joined;
    }

    private ImmutableArray<Column> Read(Write write, string output)
    {
        var inputs = write.Inputs.IsNone && !write.IsComputed ? ImmutableArray.Create(this[output]) : Columns(write.Inputs);
        return write.Outputs.IsCertain ? inputs : inputs.Add(this[output]);
    }

    private ImmutableArray<Column> Columns(ColumnNames names)
    {
        var columns = ImmutableArray.CreateRange(names.Names, name => this[name]);
        if (names.AllOf is { } rows && _isKnown && !_graph.Models.AppliedFits(rows).Any() && SameSource(rows))
            return columns.Add(new Column("*", null, null, ImmutableArray<Column>.Empty) { EverySourceBut = _written.Keys.ToImmutableHashSet(StringComparer.Ordinal) });
        return names.IsComplete && names.AllOf is null ? columns : columns.Add(Unknown("?"));
    }

    /// <summary>All columns as they stand now but the label; nothing is known of them when that is not.</summary>
    private ImmutableArray<Column> EveryColumnBut(ColumnNames label)
    {
        if (!_isKnown || _isReduced || label is not { IsComplete: true, IsCertain: true, Names: { Length: 1 } names })
            return ImmutableArray.Create(Unknown("?"));
        return _written.Values.Where(column => column.Name != names[0])
            .Append(new Column("*", null, null, ImmutableArray<Column>.Empty) { EverySourceBut = _written.Keys.Append(names[0]).ToImmutableHashSet(StringComparer.Ordinal) })
            .ToImmutableArray();
    }

    private bool SameSource(Value rows) =>
        rows.Kind == ValueKind.Data && RowAlgebra.Bases(rows.First).Intersect(RowAlgebra.Bases(_data.First)).Any();

    /// <summary>The columns that a step's arguments name; null when they are not known.</summary>
    private static List<Write>? Named(EstimatorStep step)
    {
        if (step.Argument("columns") is { } pairs)
        {
            return pairs.Kind == ValueKind.Items && pairs.Operands.All(pair => pair is { Kind: ValueKind.Tuple, Operands.Length: 2 })
                ? pairs.Operands.Select(pair => new Write(ColumnNames.In(pair.Operands[0]), ColumnNames.In(pair.Operands[1]))).ToList()
                : null;
        }

        var outputs = Names(step, step.Traits!.Writes.IsEmpty ? s_outputs : step.Traits.Writes);
        return outputs.IsNone ? null : new List<Write> { new(outputs, Names(step, step.Traits.Reads.IsEmpty ? s_inputs : step.Traits.Reads)) };
    }

    private List<Write> Scored(EstimatorStep trainer)
    {
        var features = FeaturesOf(trainer);
        return s_scores.Select(ColumnNames.One)
            .Append(Names(trainer, ImmutableArray.Create("scoreColumnName", "predictedLabelColumnName", "outputColumnName")))
            .Select(outputs => new Write(outputs, features, IsComputed: true)).ToList();
    }

    /// <summary>The columns that a row function computes.</summary>
    private static List<Write> Mapped(EstimatorStep step)
    {
        var writes = new List<Write>();
        foreach (var argument in step.Event.Arguments.Where(argument => argument.Key.StartsWith(RowMapping.Output, StringComparison.Ordinal)))
        {
            var inputs = ColumnNames.None;
            foreach (var part in RowMapping.Reads(argument.Value, step.Site))
                inputs = inputs.And(part is null ? ColumnNames.Unknown : ColumnNames.One(RowMembers.ColumnOf(part)));
            writes.Add(new Write(ColumnNames.One(argument.Key.Substring(RowMapping.Output.Length)), inputs, IsComputed: true));
        }

        return writes;
    }

    private ColumnNames FeaturesOf(EstimatorStep trainer)
    {
        if (trainer.Argument("binaryEstimator") is { } inner)
            return _graph.Estimators(inner) is { Length: 1 } known && known[0].Estimator.Trainer is { } innerTrainer ? FeaturesOf(innerTrainer) : ColumnNames.Unknown;
        return trainer.Traits!.Reads.IsEmpty ? Named(trainer, s_features, "Features") : Named(trainer, trainer.Traits.Reads, null);
    }

    private static ColumnNames LabelOf(EstimatorStep trainer) => Named(trainer, ImmutableArray.Create("labelColumnName"), "Label");

    /// <summary>The columns that arguments or options name; what an options object does not set has the default name.</summary>
    private static ColumnNames Named(EstimatorStep step, ImmutableArray<string> parameters, string? byDefault) =>
        parameters.Any(parameter => step.Argument(parameter) is not null) ? Names(step, parameters)
        : step.Event.Argument("options") switch
        {
            null => ColumnNames.None,
            { Kind: ValueKind.Object } when byDefault is not null && step.Event.KnowsOptions("options") => ColumnNames.One(byDefault),
            _ => ColumnNames.Unknown,
        };

    private static ColumnNames Names(EstimatorStep step, ImmutableArray<string> parameters)
    {
        var given = parameters.Select(step.Argument).Where(value => value is { IsNull: false }).Select(ColumnNames.In).ToList();
        return given.Count switch
        {
            0 => ColumnNames.None,
            1 => given[0],
            _ => given.Aggregate((names, more) => names.And(more)),
        };
    }

    /// <summary>Columns written from columns. Without inputs, a column is written from itself, unless it is computed from no column.</summary>
    private sealed record Write(ColumnNames Outputs, ColumnNames Inputs, bool IsComputed = false);
}
