using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Libraries;

/// <summary>What a column of the source holds.</summary>
internal enum ColumnContent
{
    /// <summary>Something else, or not known.</summary>
    Other,
    Text,
    Boolean,
    Integer,

    /// <summary>Numbers with a fraction.</summary>
    Real,

    /// <summary>A number that stands for a category.</summary>
    Key,

    /// <summary>A point in time.</summary>
    Time,
    Vector,
}

/// <summary>The members of a row class, and the columns they stand for.</summary>
internal static class RowMembers
{
    /// <summary>Public instance fields, and properties that can be written, base classes included.</summary>
    public static IEnumerable<ISymbol> Of(ITypeSymbol row)
    {
        for (var type = row; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }
                    && member is IFieldSymbol { IsConst: false } or IPropertySymbol { IsIndexer: false, SetMethod: not null })
                {
                    yield return member.OriginalDefinition;
                }
            }
        }
    }

    /// <summary>The members that a load gives a column: of a file those with a column number, of objects all that are not left out.</summary>
    public static IEnumerable<ISymbol> LoadedInto(ITypeSymbol row)
    {
        var members = Of(row).Where(member => !Has(member, "NoColumnAttribute")).ToList();
        return members.Any(IsNumbered) ? members.Where(IsNumbered) : members;
    }

    /// <summary>The type of a field or property; null for other symbols.</summary>
    public static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    /// <summary>Whether a sequence of rows is a query, which is run by what holds the rows.</summary>
    public static bool IsQuery(ITypeSymbol rows) => rows.AllInterfaces.Append(rows as INamedTypeSymbol)
        .Any(type => type is { Name: "IQueryable", ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } });

    /// <summary>How many fields of a line of text a row class takes; a range counts each.</summary>
    public static int FieldsLoadedInto(ITypeSymbol row)
    {
        var count = 0;
        foreach (var attribute in Of(row).SelectMany(member => member.GetAttributes()).Where(attribute => attribute.AttributeClass?.Name == "LoadColumnAttribute"))
        {
            var numbers = attribute.ConstructorArguments;
            count += numbers.Length == 2 && numbers[0].Value is int first && numbers[1].Value is int last ? Math.Max(1, last - first + 1) : 1;
        }

        return count;
    }

    /// <summary>What the column of a member holds.</summary>
    public static ColumnContent ContentOf(ISymbol member)
    {
        var type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        return Has(member, "KeyTypeAttribute") ? ColumnContent.Key
            : type is IArrayTypeSymbol or { Name: "VBuffer" } ? ColumnContent.Vector
            : type.SpecialType switch
            {
                SpecialType.System_Single or SpecialType.System_Double => ColumnContent.Real,
                SpecialType.System_String => ColumnContent.Text,
                SpecialType.System_Boolean => ColumnContent.Boolean,
                SpecialType.System_DateTime => ColumnContent.Time,
                >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => ColumnContent.Integer,
                _ => type switch
                {
                    { Name: "DateTimeOffset" or "DateOnly" } => ColumnContent.Time,
                    INamedTypeSymbol { Name: "ReadOnlyMemory", TypeArguments: { Length: 1 } of } when of[0].SpecialType == SpecialType.System_Char => ColumnContent.Text,
                    _ => ColumnContent.Other,
                },
            };
    }

    /// <summary>Whether a class says of its members which columns they are.</summary>
    public static bool AreMarkedIn(ITypeSymbol row) => Of(row).Any(member => member.GetAttributes().Any(
        attribute => attribute.AttributeClass is { Name: "LoadColumnAttribute" or "LoadColumnNameAttribute" or "ColumnNameAttribute" or "VectorTypeAttribute" or "KeyTypeAttribute" }));

    /// <summary>The column that a member holds: what its attribute says, else its own name.</summary>
    public static string ColumnOf(ISymbol member)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "ColumnNameAttribute", ConstructorArguments: { Length: 1 } arguments } && arguments[0].Value is string name)
                return name;
        }

        return member.Name;
    }

    private static bool IsNumbered(ISymbol member) => Has(member, "LoadColumnAttribute");

    private static bool Has(ISymbol member, string attribute) => member.GetAttributes().Any(each => each.AttributeClass?.Name == attribute);
}
