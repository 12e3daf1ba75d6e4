using System.Globalization;
using Microsoft.CodeAnalysis;

namespace MlReview.Surfaces.Tests;

/// <summary>One spelling for a symbol and for a row of the table, so that the two can be compared as text.</summary>
internal static class SignatureText
{
    private static readonly SymbolDisplayFormat FullNames = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    private static readonly SymbolDisplayFormat WithinNamespace = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    /// <summary>The row's assembly, type and signature.</summary>
    public static string Of(ApiRow row) => row.Kind == "type"
        ? Line(row.Assembly, row.FullType, "type", Sorted(row.Words))
        : Line(
            row.Assembly,
            row.FullType,
            row.Kind,
            Sorted(row.Words.Append(row.IsHidden ? "hidden" : "").Append(row.Kind == "event" ? "event" : "")),
            row.ReturnType,
            row.Name,
            string.Join(" | ", row.ParameterList.Select(Text)),
            row.IsExtension ? "extension" : "",
            row.Has("override") ? "" : string.Join("; ", row.Constraints.Select(clause => $"{clause.TypeParameter}:{string.Join('+', clause.Parts.Order(StringComparer.Ordinal))}")),
            row.Has("const") ? row.Default : "",
            row.Obsolete);

    /// <summary>The type's assembly, name and words.</summary>
    public static string OfType(INamedTypeSymbol type)
    {
        var words = type.TypeKind switch
        {
            TypeKind.Interface => ["interface"],
            TypeKind.Enum => ["enum"],
            TypeKind.Delegate => ["delegate"],
            TypeKind.Struct => ["struct"],
            _ when type.IsStatic => new[] { "static", "class" },
            _ => ["class", type.IsAbstract ? "abstract" : "", type.IsSealed ? "sealed" : ""],
        };
        return Line(type.ContainingAssembly.Name, FullName(type), "type", Sorted(words));
    }

    /// <summary>The member's assembly, type and signature.</summary>
    public static string OfMember(ISymbol member)
    {
        var method = member as IMethodSymbol;
        var (kind, returned, name) = member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => ("ctor", "", ".ctor"),
            IMethodSymbol { MethodKind: MethodKind.Destructor } => ("method", "void", "Finalize"),
            IMethodSymbol => ("method", Text(method!.ReturnType), method.Name + TypeParameters(method)),
            IPropertySymbol property => ("property", Text(property.Type), property.IsIndexer ? "Item" : property.Name),
            IFieldSymbol field => ("field", Text(field.Type), field.Name),
            IEventSymbol @event => ("event", Text(@event.Type), @event.Name),
            _ => throw new InvalidOperationException(member.ToDisplayString()),
        };
        var parameters = member switch
        {
            IMethodSymbol => method!.Parameters,
            IPropertySymbol property => property.Parameters,
            _ => [],
        };
        return Line(
            member.ContainingAssembly.Name,
            FullName(member.ContainingType),
            kind,
            Sorted(Words(member)),
            returned,
            name,
            string.Join(" | ", parameters.Select(Text)),
            method is { IsExtensionMethod: true } ? "extension" : "",
            method is null || method.IsOverride ? "" : string.Join("; ", method.TypeParameters.Select(Constraints).Where(text => text.Length > 0)),
            member is IFieldSymbol { HasConstantValue: true } constant ? Literal(constant.ConstantValue) : "",
            Obsolete(member));
    }

    /// <summary>A value as the table writes it.</summary>
    public static string Literal(object? value) => value switch
    {
        null => "null",
        bool boolean => boolean ? "true" : "false",
        string text => $"\"{text}\"",
        '\t' => "'\\t'",
        char character => $"'{character}'",
        float single => single.ToString(CultureInfo.InvariantCulture) + "f",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Line(params string[] parts) => string.Join('\t', parts);

    private static string Sorted(IEnumerable<string> words) =>
        string.Join(' ', words.Where(word => word.Length > 0).Distinct().Order(StringComparer.Ordinal));

    /// <summary>A definition with its own type parameters: <c>Microsoft.ML.Data.VBuffer&lt;T&gt;</c>.</summary>
    public static string FullName(INamedTypeSymbol type) =>
        $"{type.ContainingNamespace.ToDisplayString()}.{type.ToDisplayString(WithinNamespace)}";

    /// <summary>A type as a signature names it.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(FullNames);

    private static string Text(ApiParameter parameter) =>
        $"{parameter.Passing} {parameter.Type} {parameter.Name}{(parameter.Default is null ? "" : "=" + (parameter.Default == "default" ? "null" : parameter.Default))}";

    private static string Text(IParameterSymbol parameter)
    {
        var passing = parameter.IsParams ? "params" : parameter.RefKind switch
        {
            RefKind.Ref => "ref",
            RefKind.Out => "out",
            RefKind.In => "in",
            _ => "",
        };
        var value = !parameter.HasExplicitDefaultValue ? ""
            : "=" + (parameter.Type.TypeKind == TypeKind.Enum
                ? EnumMember((INamedTypeSymbol)parameter.Type, parameter.ExplicitDefaultValue!)
                : Literal(parameter.ExplicitDefaultValue));
        return $"{passing} {Text(parameter.Type)} {parameter.Name}{value}";
    }

    private static string EnumMember(INamedTypeSymbol type, object value) =>
        $"{Text(type)}.{type.GetMembers().OfType<IFieldSymbol>().First(field => Equals(field.ConstantValue, value)).Name}";

    private static string TypeParameters(IMethodSymbol method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(parameter => parameter.Name))}>" : "";

    // A sealed override is final in metadata; the table leaves its words out, and those of properties altogether.
    private static IEnumerable<string> Words(ISymbol member)
    {
        yield return member.DeclaredAccessibility == Accessibility.Protected ? "protected" : "";
        yield return member.IsStatic && member is not IFieldSymbol { IsConst: true } ? "static" : "";
        if (member is IMethodSymbol { MethodKind: not (MethodKind.Constructor or MethodKind.DelegateInvoke) } method && !member.IsSealed)
            yield return member.IsOverride || method.MethodKind == MethodKind.Destructor ? "override" : member.IsAbstract ? "abstract" : member.IsVirtual ? "virtual" : "";
        if (member is IFieldSymbol field)
            yield return field.IsConst ? "const" : field.IsReadOnly ? "readonly" : "";
        if (member is IPropertySymbol property)
        {
            yield return property.GetMethod is null ? "" : "get";
            yield return property.SetMethod is null ? "" : "set";
        }
        yield return member is IEventSymbol ? "event" : "";
        yield return member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "EditorBrowsableAttribute") ? "hidden" : "";
    }

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        string[] kind = parameter.HasUnmanagedTypeConstraint || parameter.HasValueTypeConstraint ? ["struct", "System.ValueType"]
            : parameter.HasReferenceTypeConstraint ? ["class"]
            : [];
        var parts = kind
            .Concat(parameter.ConstraintTypes.Select(Text))
            .Concat(parameter.HasConstructorConstraint ? ["new()"] : [])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return parts.Count == 0 ? "" : $"{parameter.Name}:{string.Join('+', parts)}";
    }

    private static string Obsolete(ISymbol member)
    {
        var attribute = member.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == "ObsoleteAttribute");
        return attribute?.ConstructorArguments switch
        {
            null => "",
            [var message] => $"Obsolete: {message.Value}",
            [var message, { Value: true }] => $"Obsolete: {message.Value} (error)",
            _ => "Obsolete",
        };
    }
}
