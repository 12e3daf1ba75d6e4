using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MlReview.Analyzers.Libraries;
using MlReview.Analyzers.Pipeline;
using MlReview.Analyzers.Rules;

namespace MlReview.Analyzers;

/// <summary>
/// The findings of one compilation, computed when the first file asks. Lives and dies with the compilation's analysis.
/// </summary>
internal sealed class CompilationAnalysis
{
    private readonly Compilation _compilation;
    private readonly Func<SyntaxTree, CancellationToken, bool> _isCandidate;
    private readonly RuleOptions _options;
    private readonly ImmutableArray<Rule> _rules;
    private readonly TeamRoles? _teamRoles;
    private readonly object _gate = new();
    private ImmutableDictionary<SyntaxTree, ImmutableArray<Diagnostic>>? _findings;

    /// <param name="compilation">What to analyse.</param>
    /// <param name="isCandidate">Whether a file can take part in a pipeline, from its text alone.</param>
    /// <param name="options">The keys of <c>.editorconfig</c> files.</param>
    /// <param name="rules">The rules to run; all of them when null.</param>
    /// <param name="teamRoles">What role files say of the team's own members.</param>
    public CompilationAnalysis(
        Compilation compilation,
        Func<SyntaxTree, CancellationToken, bool> isCandidate,
        RuleOptions options,
        ImmutableArray<Rule>? rules = null,
        TeamRoles? teamRoles = null)
    {
        _teamRoles = teamRoles;
        _rules = rules ?? AllRules.Rules;
        _compilation = compilation;
        _isCandidate = isCandidate;
        _options = options;
    }

    /// <summary>Sees the graph and all findings when they are computed, such as to draw them. Neither is kept for it.</summary>
    internal Action<PipelineGraph, IReadOnlyList<Diagnostic>, CancellationToken>? Observer { get; init; }

    /// <summary>The findings that lie in a file.</summary>
    public ImmutableArray<Diagnostic> In(SyntaxTree tree, CancellationToken cancellation) =>
        Findings(cancellation).TryGetValue(tree, out var found) ? found : ImmutableArray<Diagnostic>.Empty;

    /// <summary>A computation that is cancelled or fails stores nothing: the next caller starts anew.</summary>
    private ImmutableDictionary<SyntaxTree, ImmutableArray<Diagnostic>> Findings(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _findings) is { } known)
            return known;
        while (!Monitor.TryEnter(_gate, 20))
            cancellation.ThrowIfCancellationRequested();
        try
        {
            return _findings ??= Compute(cancellation);
        }
        finally
        {
            Monitor.Exit(_gate);
        }
    }

    private ImmutableDictionary<SyntaxTree, ImmutableArray<Diagnostic>> Compute(CancellationToken cancellation)
    {
        var candidates = _compilation.SyntaxTrees.Where(tree => _isCandidate(tree, cancellation)).ToList();
        if (candidates.Count == 0)
            return ImmutableDictionary<SyntaxTree, ImmutableArray<Diagnostic>>.Empty;
        var builder = new PipelineGraphBuilder(_compilation, candidates, cancellation, _teamRoles);
        var found = new List<Diagnostic>();
        PipelineGraph graph;
        try
        {
            graph = builder.Build(_options);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            var start = Location.Create(candidates[0], new Microsoft.CodeAnalysis.Text.TextSpan(0, 0));
            return ImmutableDictionary<SyntaxTree, ImmutableArray<Diagnostic>>.Empty.Add(
                candidates[0], ImmutableArray.Create(InternalRuleFailure.At(start, "the compilation", "the pipeline graph", failure)));
        }

        foreach (var (member, failure) in builder.Failures)
            found.Add(InternalRuleFailure.At(member.Locations[0], member.Name.Length > 0 ? member.Name : member.ContainingSymbol.Name, "the flow engine", failure));
        var severities = new SeverityPolicy(_compilation, _options);
        foreach (var rule in _rules)
            found.AddRange(Run(rule, graph, severities, cancellation));
        Observer?.Invoke(graph, found, cancellation);
        return found
            .Where(diagnostic => diagnostic.Location.SourceTree is not null)
            .GroupBy(diagnostic => diagnostic.Location.SourceTree!)
            .ToImmutableDictionary(group => group.Key, group => group.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToImmutableArray());
    }

    /// <summary>One rule; a place that several callers lead to is reported once.</summary>
    private static IEnumerable<Diagnostic> Run(Rule rule, PipelineGraph graph, SeverityPolicy severities, CancellationToken cancellation)
    {
        var reported = new Dictionary<Location, Finding>();
        var diagnostics = new List<Diagnostic>();
        try
        {
            foreach (var finding in rule.Find(graph))
            {
                cancellation.ThrowIfCancellationRequested();
                reported[finding.Place.Location] = reported.TryGetValue(finding.Place.Location, out var known) ? known.MergedWith(finding) : finding;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Rules judge pipelines: the failure stands where the first of them begins.
            if (graph.FirstPlace is { } place)
                diagnostics.Add(InternalRuleFailure.At(place.Location, place.Member, rule.Descriptor.Id, failure));
        }

        diagnostics.AddRange(reported.Values.Select(finding => finding.ToDiagnostic(rule.Descriptor, severities.HintsOnly(rule, finding.Place.Tree, cancellation))));
        return diagnostics;
    }
}
