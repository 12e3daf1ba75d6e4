using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Analyzers.Libraries;

/// <summary>A line of a role file: <c>Acme.Eval.Score(rows as data, model) = evaluates</c>.</summary>
/// <param name="Location">Where it stands.</param>
/// <param name="Text">The line without its comment.</param>
/// <param name="Type">Full name of the declaring type; nested types and type parameters as in source.</param>
/// <param name="Member">Name of the method or property.</param>
/// <param name="Parameters">The named parameters, by part; null when the line names none.</param>
/// <param name="Word">What the member does.</param>
/// <param name="Sides">The members of the result that hold training and test rows; empty when the line names none.</param>
internal sealed record RoleLine(
    Location Location, string Text, string Type, string Member, ImmutableDictionary<string, string>? Parameters, RoleWord Word, ImmutableArray<string> Sides);

/// <summary>A line of a role file, or a key of a configuration, that has no effect.</summary>
internal sealed record Misconfiguration(Location Location, string Setting, string Reason);

/// <summary>An additional file that gives roles to a team's own members, one line each; <c>#</c> starts a comment.</summary>
internal sealed class RoleFile
{
    public const string Ending = ".mlreview.txt";

    private const string Form = "a line reads 'Namespace.Type.Member(parameter as part) = word'";
    private const string Name = @"[\p{L}_][\p{L}\p{Nd}_]*";

    private static readonly Regex s_line = new(
        $@"^(?<type>{Name}(<[^<>()]*>)?(\.{Name}(<[^<>()]*>)?)*)\.(?<member>{Name})\s*(\((?<parameters>[^()]*)\))?\s*=\s*(?<word>[\p{{L}}-]+)(\s+into\s+(?<first>{Name})\s*,\s*(?<second>{Name}))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private static readonly Regex s_parameter = new($@"^(?<parameter>{Name})(\s+as\s+(?<part>{Name}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private RoleFile(ImmutableArray<RoleLine> lines, ImmutableArray<Misconfiguration> problems)
    {
        Lines = lines;
        Problems = problems;
    }

    public ImmutableArray<RoleLine> Lines { get; }

    /// <summary>The lines that are not understood. The others count.</summary>
    public ImmutableArray<Misconfiguration> Problems { get; }

    public static bool IsNamed(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    public static RoleFile Parse(string path, SourceText text)
    {
        var lines = ImmutableArray.CreateBuilder<RoleLine>();
        var problems = ImmutableArray.CreateBuilder<Misconfiguration>();
        foreach (var line in text.Lines)
        {
            var written = line.ToString();
            var comment = written.IndexOf('#');
            var setting = (comment < 0 ? written : written.Substring(0, comment)).Trim();
            if (setting.Length == 0)
                continue;
            var span = new TextSpan(line.Start + written.IndexOf(setting, StringComparison.Ordinal), setting.Length);
            var location = Location.Create(path, span, text.Lines.GetLinePositionSpan(span));
            if (Read(location, setting, out var reason) is { } role)
                lines.Add(role);
            else
                problems.Add(new Misconfiguration(location, setting, reason));
        }

        return new RoleFile(lines.ToImmutable(), problems.ToImmutable());
    }

    private static RoleLine? Read(Location location, string line, out string reason)
    {
        reason = Form;
        var match = s_line.Match(line);
        if (!match.Success)
            return null;
        var word = match.Groups["word"].Value;
        if (RoleWord.Named(word) is not { } role)
        {
            reason = $"'{word}' is no role; the roles are {string.Join(", ", RoleWord.All.Select(known => known.Word))}";
            return null;
        }

        var sides = match.Groups["first"].Success
            ? ImmutableArray.Create(match.Groups["first"].Value, match.Groups["second"].Value)
            : ImmutableArray<string>.Empty;
        if (!sides.IsEmpty && role.Role != Role.Splits)
        {
            reason = $"only 'splits' takes 'into', with the members of the result that hold the training and the test rows";
            return null;
        }

        var parameters = match.Groups["parameters"].Success ? Parameters(match.Groups["parameters"].Value, role, out reason) : null;
        return match.Groups["parameters"].Success && parameters is null
            ? null
            : new RoleLine(location, line, match.Groups["type"].Value, match.Groups["member"].Value, parameters, role, sides);
    }

    /// <summary>The parameters by the part they play; null, with the reason, when one is not understood.</summary>
    private static ImmutableDictionary<string, string>? Parameters(string list, RoleWord role, out string reason)
    {
        reason = "";
        var parameters = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in list.Split(',').Select(entry => entry.Trim()).Where(entry => entry.Length > 0))
        {
            var match = s_parameter.Match(entry);
            if (!match.Success)
            {
                reason = $"'{entry}' is neither 'parameter' nor 'parameter as part'";
                return null;
            }

            var parameter = match.Groups["parameter"].Value;
            var part = match.Groups["part"].Success ? match.Groups["part"].Value : parameter;
            if (!role.Parts.Contains(part))
            {
                reason = role.Parts.Any()
                    ? $"'{part}' is no part of '{role.Word}'; its parts are {string.Join(", ", role.Parts)}: write '{parameter} as {role.Parts.First()}', or leave the parameter out"
                    : $"'{role.Word}' takes no parameters";
                return null;
            }

            if (parameters.ContainsKey(part))
            {
                reason = $"'{part}' is named twice";
                return null;
            }

            parameters.Add(part, parameter);
        }

        return parameters.ToImmutable();
    }
}
