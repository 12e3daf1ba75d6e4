using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Surfaces;

/// <summary>
/// Binds the first pass of the generated code, to learn which listed interfaces a base type brings already and which interface
/// members the real type implements explicitly: the table lists all interfaces, yet no explicit implementations.
/// </summary>
public static class SymbolAnalysis
{
    private static readonly SymbolDisplayFormat FullNames = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Analyses every class and struct of <paramref name="model"/> in <paramref name="compilation"/>.</summary>
    public static IEnumerable<(string Type, TypeAnalysis Analysis)> Run(SurfaceModel model, Compilation compilation)
    {
        foreach (var (name, surface) in model.Types)
        {
            if (surface.Row.Words[^1] is not ("class" or "struct" or "interface") || surface.Row.Has("static"))
                continue;
            if (compilation.GetTypeByMetadataName(MetadataName(surface.Row)) is { } symbol)
                yield return (name, Analyze(symbol));
        }
    }

    /// <summary><c>Microsoft.ML.TrainCatalogBase+CrossValidationResult`1</c>.</summary>
    public static string MetadataName(ApiRow row) => row.Namespace + "." + string.Join('+', TypeNames.SplitTopLevel(row.Type, '.').Select(part =>
    {
        var name = TypeNames.WithoutTypeParameters(part);
        return name.Length == part.Length ? name : $"{name}`{TypeNames.SplitTopLevel(part[(name.Length + 1)..^1]).Count}";
    }));

    private static TypeAnalysis Analyze(INamedTypeSymbol type)
    {
        var bases = new List<string>();
        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } baseType)
            bases.Add(baseType.ToDisplayString(FullNames));
        bases.AddRange(type.Interfaces.Where(candidate => !IsBrought(candidate, type)).Select(kept => kept.ToDisplayString(FullNames)));
        var members = type.TypeKind == TypeKind.Interface ? [] : type.AllInterfaces
            .Where(candidate => !(type.BaseType?.AllInterfaces.Contains(candidate, SymbolEqualityComparer.Default) ?? false))
            .SelectMany(candidate => candidate.GetMembers().Where(member => member.IsAbstract))
            .Where(member => member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary })
            .Where(member => type.FindImplementationForInterfaceMember(member) is null)
            .Select(Declaration)
            .ToList();
        var overriding = type.GetMembers()
            .Where(member => type.TypeKind == TypeKind.Class && !member.IsOverride && Overrides(member))
            .Select(member => TypeAnalysis.Key(member.IsIndexer() ? "Item" : member.Name, ParametersOf(member).Select(parameter => parameter.Name)))
            .ToHashSet();
        return new TypeAnalysis(bases, members, overriding);
    }

    private static bool IsIndexer(this ISymbol member) => member is IPropertySymbol { IsIndexer: true };

    // Two members of one signature and type in base and derived class: nobody hides one that could be overridden.
    private static bool Overrides(ISymbol member)
    {
        if (member.IsStatic || member is not (IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }))
            return false;
        for (var type = member.ContainingType.BaseType; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(member.Name).FirstOrDefault(candidate => HasSameSignature(candidate, member)) is { } inherited)
                return inherited.IsVirtual || inherited.IsAbstract || inherited.IsOverride || Overrides(inherited);
        }
        return false;
    }

    private static bool HasSameSignature(ISymbol left, ISymbol right) =>
        left.Kind == right.Kind
        && SymbolEqualityComparer.Default.Equals(TypeOf(left), TypeOf(right))
        && ParametersOf(left).Select(parameter => parameter.Type)
            .SequenceEqual(ParametersOf(right).Select(parameter => parameter.Type), SymbolEqualityComparer.Default);

    private static ITypeSymbol? TypeOf(ISymbol member) =>
        member switch { IPropertySymbol property => property.Type, IMethodSymbol method => method.ReturnType, _ => null };

    private static IEnumerable<IParameterSymbol> ParametersOf(ISymbol member) =>
        member switch { IPropertySymbol property => property.Parameters, IMethodSymbol method => method.Parameters, _ => [] };

    private static bool IsBrought(INamedTypeSymbol candidate, INamedTypeSymbol type) =>
        (type.BaseType?.AllInterfaces.Contains(candidate, SymbolEqualityComparer.Default) ?? false)
        || type.Interfaces.Any(other => other.AllInterfaces.Contains(candidate, SymbolEqualityComparer.Default));

    private static ExplicitMember Declaration(ISymbol member)
    {
        var owner = member.ContainingType.ToDisplayString(FullNames);
        switch (member)
        {
            case IPropertySymbol property:
                var accessors = (property.GetMethod is null ? "" : " get => throw null;") + (property.SetMethod is null ? "" : " set { }");
                var name = property.IsIndexer ? $"this[{Parameters(property.Parameters)}]" : property.Name;
                return new ExplicitMember(property.Type.ToDisplayString(FullNames), owner, $"{name} {{{accessors} }}");
            case IEventSymbol @event:
                return new ExplicitMember("event " + @event.Type.ToDisplayString(FullNames), owner, $"{@event.Name} {{ add {{ }} remove {{ }} }}");
            case IMethodSymbol method:
                var typeParameters = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>" : "";
                var body = method.ReturnsVoid && method.Parameters.All(parameter => parameter.RefKind != RefKind.Out) ? "{ }" : "=> throw null;";
                return new ExplicitMember(
                    method.ReturnsVoid ? "void" : method.ReturnType.ToDisplayString(FullNames),
                    owner,
                    $"{method.Name}{typeParameters}({Parameters(method.Parameters)}) {body}");
            default:
                throw new InvalidOperationException($"No declaration for {member}.");
        }
    }

    private static string Parameters(IEnumerable<IParameterSymbol> parameters) => string.Join(", ", parameters.Select(parameter =>
        (parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" })
        + $"{parameter.Type.ToDisplayString(FullNames)} {parameter.Name}"));
}
