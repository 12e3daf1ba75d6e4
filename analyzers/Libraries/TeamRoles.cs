using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Analyzers.Libraries;

/// <summary>
/// The members of a compilation that its role files give a role: members of referenced assemblies and of the compilation itself alike.
/// A type that the compilation does not see is passed over, since several projects may share one file.
/// </summary>
internal sealed class TeamRoles
{
    public static readonly TeamRoles None = new();

    private readonly Dictionary<ISymbol, OperationSpec> _specs = new(SymbolEqualityComparer.Default);

    private TeamRoles()
    {
    }

    /// <summary>The lines that have no effect, and why.</summary>
    public ImmutableArray<Misconfiguration> Problems { get; private set; } = ImmutableArray<Misconfiguration>.Empty;

    public IEnumerable<Misconfiguration> ProblemsIn(AdditionalText file) => Problems.Where(problem => problem.Location.GetLineSpan().Path == file.Path);

    /// <summary>The names of the members that have a role: a file that names one takes part in a pipeline.</summary>
    public ImmutableArray<string> Names { get; private set; } = ImmutableArray<string>.Empty;

    public static TeamRoles Read(Compilation compilation, IEnumerable<AdditionalText> files, CancellationToken cancellation)
    {
        var read = files.Where(file => RoleFile.IsNamed(file.Path))
            .Select(file => (file.Path, Text: file.GetText(cancellation))).Where(file => file.Text is not null)
            .OrderBy(file => file.Path, StringComparer.Ordinal)
            .Select(file => RoleFile.Parse(file.Path, file.Text!)).ToList();
        if (read.Count == 0)
            return None;
        var roles = new TeamRoles();
        var problems = read.SelectMany(file => file.Problems).ToList();
        foreach (var line in read.SelectMany(file => file.Lines))
        {
            if (roles.Add(compilation, line) is { } reason)
                problems.Add(new Misconfiguration(line.Location, line.Text, reason));
        }

        roles.Problems = problems.ToImmutableArray();
        roles.Names = roles._specs.Keys.Select(member => member.Name).Distinct().ToImmutableArray();
        return roles;
    }

    /// <summary>The role of a member, its own or that of the member it overrides or implements.</summary>
    public OperationSpec? Find(ISymbol member)
    {
        if (_specs.TryGetValue(member, out var spec))
            return spec;
        if (!Names.Contains(member.Name))
            return null;
        for (var each = member; each is not null; each = Overridden(each)?.OriginalDefinition)
        {
            foreach (var declared in DeclarationsOf(each))
            {
                if (_specs.TryGetValue(declared, out spec))
                    return Renamed(spec, declared, member);
            }
        }

        return null;
    }

    /// <summary>A member itself, and the interface members that it implements.</summary>
    private static IEnumerable<ISymbol> DeclarationsOf(ISymbol member)
    {
        yield return member;
        if (member.ContainingType is not { } type)
            yield break;
        foreach (var declared in type.AllInterfaces.SelectMany(implemented => implemented.GetMembers(member.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared)?.OriginalDefinition, member))
                yield return declared.OriginalDefinition;
        }
    }

    private static ISymbol? Overridden(ISymbol member) => member switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        _ => null,
    };

    /// <summary>The reason why a line has no effect; null when it has one, or its type is not seen here.</summary>
    private string? Add(Compilation compilation, RoleLine line)
    {
        var types = Types(compilation, line.Type).ToList();
        if (types.Count == 0)
            return null;
        var members = types.SelectMany(type => MembersOf(type, line.Member)).Select(member => member.OriginalDefinition).Distinct(SymbolEqualityComparer.Default).ToList();
        if (members.Count == 0)
            return $"'{line.Type}' has no method or property '{line.Member}'";
        if (line.Parameters?.Values.FirstOrDefault(named => !members.Any(member => HasParameter(member, named))) is { } missing)
            return $"'{line.Member}' has no parameter '{missing}'";
        var fitting = members.Where(member => line.Word.Parts.All(part => ParameterOf(line, member, part) is { } parameter
            ? HasParameter(member, parameter)
            : !line.Word.Required.Contains(part))).ToList();
        if (fitting.Count == 0)
        {
            var part = line.Word.Required.FirstOrDefault(required => !members.Any(member => ParameterOf(line, member, required) is not null));
            return part is null
                ? $"no overload of '{line.Member}' has these parameters together"
                : $"'{line.Word.Word}' must know which parameter is the {part}: write '{line.Member}(parameter as {part})', with 'this' for the object it is called on";
        }

        var added = false;
        foreach (var member in fitting.Where(member => !_specs.ContainsKey(member)))
        {
            _specs.Add(member, SpecOf(line, member));
            added = true;
        }

        return added ? null : "another line gives this member a role already; the first one counts";
    }

    /// <summary>The types of a name as it is written in source: a nested one is separated by a dot as well.</summary>
    private static IEnumerable<INamedTypeSymbol> Types(Compilation compilation, string written)
    {
        var parts = written.Split('.').Select(part =>
        {
            var open = part.IndexOf('<');
            return open < 0 ? part : part.Substring(0, open) + "`" + part.Split(',').Length;
        }).ToArray();
        for (var nested = 0; nested < parts.Length; nested++)
        {
            var name = string.Join("+", new[] { string.Join(".", parts.Take(parts.Length - nested)) }.Concat(parts.Skip(parts.Length - nested)));
            foreach (var type in compilation.GetTypesByMetadataName(name))
                yield return type;
        }
    }

    private static IEnumerable<ISymbol> MembersOf(INamedTypeSymbol type, string name)
    {
        var inherited = type.TypeKind == TypeKind.Interface ? type.AllInterfaces : ImmutableArray<INamedTypeSymbol>.Empty;
        for (var t = type; t is not null; t = t.BaseType)
            inherited = inherited.Add(t);
        return inherited.SelectMany(declaring => declaring.GetMembers(name))
            .Where(member => member is IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol { IsIndexer: false });
    }

    private static bool HasParameter(ISymbol member, string name) => name == "this"
        ? !member.IsStatic
        : member is IMethodSymbol method && method.Parameters.Any(parameter => parameter.Name == name);

    /// <summary>The parameter that plays a part: the one the line names, else the one of that name.</summary>
    private static string? ParameterOf(RoleLine line, ISymbol member, string part) =>
        line.Parameters is { } named && named.TryGetValue(part, out var parameter) ? parameter
        : HasParameter(member, part) && line.Parameters?.ContainsValue(part) != true ? part
        : null;

    private static OperationSpec SpecOf(RoleLine line, ISymbol member)
    {
        var parts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var part in line.Word.Parts)
        {
            if (ParameterOf(line, member, part) is { } parameter)
                parts.Add(part, parameter);
        }

        var own = line.Word.Fits is { } learning
            ? new OperationSpec(Role.BuildsEstimator, member.Name, ImmutableDictionary<string, string>.Empty, new EstimatorTraits(learning) { HasHiddenInputs = true })
            : null;
        return OperationSpec.OfTeam(line.Word.Role, member.Name, parts.ToImmutable(), line.Sides, own);
    }

    /// <summary>The same role for an overriding member: its parameters may have other names.</summary>
    private static OperationSpec Renamed(OperationSpec spec, ISymbol from, ISymbol to) =>
        from is IMethodSymbol { Parameters: var old } && to is IMethodSymbol { Parameters: var renamed } && old.Length == renamed.Length
            ? spec.WithParameters(name => old.FirstOrDefault(parameter => parameter.Name == name) is { } parameter ? renamed[parameter.Ordinal].Name : name)
            : spec;
}
