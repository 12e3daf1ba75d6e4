using Microsoft.CodeAnalysis;
using Xunit;

namespace MlReview.Surfaces.Tests;

/// <summary>The surfaces and the table of ML.NET's signatures say the same, in both directions.</summary>
public sealed class AgreementTests
{
    private static readonly HashSet<string> RequiredGroups =
    [
        "context", "catalog", "extension", "estimator", "trainer", "options", "pipeline/schema", "transformer",
        "metrics", "attribute", "prediction-engine", "model", "automl", "extensions.ml",
    ];

    [Fact]
    public void Every_type_and_member_of_a_surface_agrees_with_the_table()
    {
        var expected = Surfaces.Rows.Where(row => !row.IsInherited).Select(SignatureText.Of).ToHashSet();

        AssertNone(SignaturesOfSurfaces().Where(signature => !expected.Contains(signature)));
    }

    [Fact]
    public void Every_row_of_the_table_that_is_not_an_exception_is_present()
    {
        var actual = SignaturesOfSurfaces().ToHashSet();

        AssertNone(Surfaces.Rows.Where(row => !row.IsInherited).Select(SignatureText.Of).Where(signature => !actual.Contains(signature)));
    }

    [Fact]
    public void Every_required_group_is_present_or_stands_in_the_exceptions_with_a_reason()
    {
        Assert.Equal(RequiredGroups, Surfaces.Rows.Select(row => row.Group).Where(RequiredGroups.Contains).ToHashSet());
        Assert.All(
            Surfaces.Table.Where(row => RequiredGroups.Contains(row.Group)).Except(Surfaces.Rows),
            row => Assert.Contains(Surfaces.LeftOut.Entries, entry => entry.Matches(row) && entry.Reason.Length > 20));
    }

    [Fact]
    public void Every_exception_still_leaves_a_row_out() =>
        Assert.All(Surfaces.LeftOut.Entries, entry => Assert.Contains(Surfaces.Table, entry.Matches));

    [Fact]
    public void A_row_that_repeats_an_inherited_member_finds_it_in_a_base_type()
    {
        var types = Surfaces.PublicTypes.ToLookup(SignatureText.FullName);

        Assert.All(Surfaces.Rows.Where(row => row.IsInherited), row =>
        {
            var type = Assert.Single(types[row.FullType]);
            Assert.DoesNotContain(type.GetMembers(row.Name), Declares);
            Assert.Contains(BasesOf(type).SelectMany(candidate => candidate.GetMembers(row.Name == "Item" ? "this[]" : row.Name)), Declares);
        });

        static bool Declares(ISymbol member) => member is IFieldSymbol or IPropertySymbol;
    }

    [Fact]
    public void Every_type_has_the_bases_and_interfaces_of_the_table()
    {
        var types = Surfaces.PublicTypes.ToDictionary(SignatureText.FullName);
        var known = types.Keys.Select(TypeNames.WithoutTypeParameters).ToHashSet();

        Assert.All(
            Surfaces.Rows.Where(row => row is { Kind: "type" } && row.Words[^1] is "class" or "struct" or "interface"),
            row =>
            {
                var type = types[row.FullType];
                var actual = type.AllInterfaces
                    .Concat(type.BaseType is { SpecialType: SpecialType.None } baseType ? [baseType] : [])
                    .Select(SignatureText.Text)
                    .Order(StringComparer.Ordinal);
                // A base whose type argument is internal (IComponentFactory<ITrainer>) cannot be stated, nor seen by a user.
                var expected = row.Bases.Where(name => TypeNames.NamesIn(name).All(part => !part.StartsWith("Microsoft.ML.", StringComparison.Ordinal) || known.Contains(part)));
                Assert.Equal(expected.Order(StringComparer.Ordinal), actual);
            });
    }

    private static void AssertNone(IEnumerable<string> signatures)
    {
        var found = signatures.ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
            yield return current;
    }

    private static IEnumerable<string> SignaturesOfSurfaces() => Surfaces.PublicTypes.SelectMany(type =>
        type.GetMembers().Where(IsStated).Select(SignatureText.OfMember).Prepend(SignatureText.OfType(type)));

    // What a user of the type can name, without what the compiler adds to it.
    private static bool IsStated(ISymbol member) =>
        member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && member is not INamedTypeSymbol
        && (member.ContainingType.TypeKind != TypeKind.Delegate || member.Name == "Invoke")
        && !(member.ContainingType.TypeKind == TypeKind.Enum && member is not IFieldSymbol { IsConst: true })
        && !(member is IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove })
        && !(member is IMethodSymbol { MethodKind: MethodKind.Constructor, Parameters.Length: 0, ContainingType.IsValueType: true });
}
