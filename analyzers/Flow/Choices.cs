using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Analyzers.Flow;

/// <summary>
/// What a member keeps because one number is greater than another: values that are assigned, returned or handed on in a branch that a
/// comparison decides.
/// </summary>
internal sealed class Choices
{
    private readonly Frame _frame;
    private readonly Dictionary<SyntaxNode, Value> _comparisons = new();

    /// <summary>The same, by their places: a test asks for those inside it.</summary>
    private readonly SortedList<(int Start, int End), SyntaxNode> _inOrder = new();

    public Choices(Frame frame) => _frame = frame;

    /// <summary>Notes the condition of a branch.</summary>
    public void Note(SyntaxNode condition, Value value)
    {
        var place = (condition.SpanStart, condition.Span.End);
        if (Comparisons.MayCompareMetrics(value))
        {
            _comparisons[condition] = value;
            _inOrder[place] = condition;
        }
        else if (_comparisons.Remove(condition))
        {
            _inOrder.Remove(place);
        }
    }

    /// <summary>Records that a value is kept at a place, if a comparison decides that it is.</summary>
    /// <param name="place">Where it is kept.</param>
    /// <param name="value">What is kept.</param>
    /// <param name="into">The field it goes into; null for anything else.</param>
    /// <param name="before">What was kept there before.</param>
    public void Keep(SyntaxNode place, Value value, Value? into = null, Value? before = null)
    {
        if (_comparisons.Count == 0 || value.Kind is ValueKind.Constant or ValueKind.Unknown)
            return;
        foreach (var condition in Over(place))
        {
            _frame.Record(
                EventKind.Chooses, _frame.Site(condition), _comparisons[condition], null,
                ("value", WithFields(value)), ("before", WithFields(before ?? _frame.Values.Null)), ("into", into ?? _frame.Values.Null));
        }
    }

    /// <summary>
    /// The comparisons that decide whether a place is reached: by the decisions of the path, and by the statements around it, for the two
    /// ways into <c>if (best is null || score > best)</c> have no decision in common.
    /// </summary>
    private IEnumerable<SyntaxNode> Over(SyntaxNode place)
    {
        var conditions = new HashSet<SyntaxNode>();
        foreach (var decision in _frame.State.Path.Guard.Decisions)
        {
            if (decision is { Call: null, Condition: SyntaxNode condition } && _comparisons.ContainsKey(condition))
                conditions.Add(condition);
        }

        foreach (var outer in place.AncestorsAndSelf())
        {
            var test = outer switch
            {
                IfStatementSyntax statement => statement.Condition,
                ConditionalExpressionSyntax choice => choice.Condition,
                _ => null,
            };
            if (test is not null && !test.Span.Contains(place.Span))
                conditions.UnionWith(Within(test.Span));
        }

        return conditions.OrderBy(condition => condition.SpanStart);
    }

    private IEnumerable<SyntaxNode> Within(TextSpan test)
    {
        var places = _inOrder.Keys;
        var (low, high) = (0, places.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (places[middle].Start < test.Start)
                low = middle + 1;
            else
                high = middle;
        }

        for (; low < places.Count && places[low].Start < test.End; low++)
        {
            if (places[low].End <= test.End)
                yield return _inOrder.Values[low];
        }
    }

    /// <summary>An object with what it holds.</summary>
    private Value WithFields(Value value) => _frame.Values.Map(value, each => each.Kind == ValueKind.Object
        ? _frame.Values.Tuple(_frame.FieldsOf(each).Select(field => field.Value).Prepend(each).ToImmutableArray())
        : each);
}
