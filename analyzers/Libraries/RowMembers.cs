using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Libraries;

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
}
