using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
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
    private readonly object _gate = new();
    private ImmutableDictionary<SyntaxTree, ImmutableArray<Diagnostic>>? _findings;

    public CompilationAnalysis(Compilation compilation, Func<SyntaxTree, CancellationToken, bool> isCandidate, RuleOptions options)
    {
        _compilation = compilation;
        _isCandidate = isCandidate;
        _options = options;
    }

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
        var builder = new PipelineGraphBuilder(_compilation, candidates, cancellation);
        var graph = builder.Build(_options);
        var found = new List<Diagnostic>();
        foreach (var (member, failure) in builder.Failures)
            found.Add(InternalRuleFailure.At(member.Locations[0], member.Name.Length > 0 ? member.Name : member.ContainingSymbol.Name, "the flow engine", failure));
        var severities = new SeverityPolicy(_compilation);
        foreach (var rule in AllRules.Rules)
            found.AddRange(Run(rule, graph, severities, candidates[0], cancellation));
        return found
            .Where(diagnostic => diagnostic.Location.SourceTree is not null)
            .GroupBy(diagnostic => diagnostic.Location.SourceTree!)
            .ToImmutableDictionary(group => group.Key, group => group.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ToImmutableArray());
    }

    /// <summary>One rule; a place that several callers lead to is reported once.</summary>
    private static IEnumerable<Diagnostic> Run(Rule rule, PipelineGraph graph, SeverityPolicy severities, SyntaxTree fallback, CancellationToken cancellation)
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
            diagnostics.Add(InternalRuleFailure.At(fallback.GetRoot(cancellation).GetLocation(), "the compilation", rule.Descriptor.Id, failure));
        }

        diagnostics.AddRange(reported.Values.Select(finding => finding.ToDiagnostic(rule.Descriptor, severities.HintsOnly(rule, finding.Place.Tree, cancellation))));
        return diagnostics;
    }
}
