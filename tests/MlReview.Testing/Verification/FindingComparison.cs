using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlReview.Testing;

/// <summary>Pairs what a test expects with what was found, each at most once.</summary>
internal sealed class FindingComparison
{
    private readonly ImmutableArray<TestFile> _files;
    private readonly ImmutableArray<Expectation> _expected;
    private readonly ImmutableArray<Diagnostic> _found;
    private readonly List<Expectation> _missing = [];
    private readonly List<Diagnostic> _unexpected;
    private readonly List<string> _complaints = [];

    public FindingComparison(ImmutableArray<TestFile> files, ImmutableArray<Expectation> expected, ImmutableArray<Diagnostic> found)
    {
        _files = files;
        _expected = expected;
        _found = found;
        _unexpected = [.. found];
        // Expectations with details choose first: of two findings at one span each must get the one it describes.
        foreach (var expectation in expected.OrderBy(expectation => expectation.Detail is null))
            Pair(expectation);
    }

    /// <summary>Throws with a readable account when the two sides differ.</summary>
    /// <param name="noun">What is compared, such as "finding".</param>
    public void ThrowOnDifference(string noun)
    {
        if (_missing.Count + _unexpected.Count + _complaints.Count > 0)
            throw new VerificationException(MismatchReport.Write(noun, _files, _expected, _found, _missing, _unexpected, _complaints));
    }

    /// <summary>Where a finding lies, or null for one without a location in a file.</summary>
    internal static Place? PlaceOf(Location location) =>
        location.Kind is LocationKind.SourceFile or LocationKind.ExternalFile ? new Place(location.GetLineSpan().Path, location.SourceSpan) : null;

    private void Pair(Expectation expectation)
    {
        var candidates = _unexpected
            .Where(finding => finding.Id == expectation.Id && (PlaceOf(finding.Location) ?? Place.None) == expectation.Place)
            .Select(finding => (Finding: finding, Complaints: Complaints(finding, expectation.Detail)))
            .OrderBy(candidate => candidate.Complaints.Count)
            .ToList();
        if (candidates is not [var best, ..])
        {
            _missing.Add(expectation);
            return;
        }

        _unexpected.Remove(best.Finding);
        _complaints.AddRange(best.Complaints);
    }

    private List<string> Complaints(Diagnostic finding, ExpectedFinding? detail)
    {
        var complaints = new List<string>();
        if (detail is null)
            return complaints;

        var title = $"{detail.Id} at {detail.Location}";
        if (detail.Severity is { } severity && severity != finding.Severity)
            complaints.Add($"{title}: severity is {finding.Severity}, expected {severity}");
        foreach (var part in detail.MessageContains.Where(part => !finding.GetMessage().Contains(part, StringComparison.Ordinal)))
            complaints.Add($"{title}: the message does not contain '{part}'");
        var additional = finding.AdditionalLocations.Select(PlaceOf).ToHashSet();
        foreach (var name in detail.AdditionalLocations.Where(name => !additional.Contains(TestFile.Named(_files, name))))
            complaints.Add($"{title}: {name} is not among the {finding.AdditionalLocations.Count} additional locations");
        return complaints;
    }
}
