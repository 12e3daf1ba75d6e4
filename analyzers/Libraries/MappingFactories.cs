using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Libraries;

/// <summary>
/// The classes by which ML.NET finds the function of a custom mapping again when a model is loaded: they carry the contract's name in an
/// attribute, and return the function from <c>GetMapping</c>.
/// </summary>
internal sealed class MappingFactories
{
    private readonly Dictionary<string, INamedTypeSymbol> _byContract = new(StringComparer.Ordinal);

    public MappingFactories(Compilation compilation, CancellationToken cancellation)
    {
        // A factory may come with a package; the platform and ML.NET itself have none.
        var assemblies = compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly =>
            !Library.IsPartOfMlNet(assembly) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal))));
        var open = new Stack<INamespaceOrTypeSymbol>(assemblies.Prepend(compilation.Assembly).Select(assembly => assembly.GlobalNamespace));
        while (open.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = open.Pop();
            if (next is INamedTypeSymbol type)
                Note(type);
            foreach (var member in next.GetMembers().OfType<INamespaceOrTypeSymbol>())
                open.Push(member);
        }
    }

    /// <summary>False when a class may be a factory, but its attribute does not bind.</summary>
    public bool AreKnown { get; private set; } = true;

    /// <summary>The class for a contract; null when there is none.</summary>
    public INamedTypeSymbol? Of(string contract) => _byContract.TryGetValue(contract, out var factory) ? factory : null;

    /// <summary>Whether a class gives a function from these rows to those back.</summary>
    public bool IsThereOneOf(ITypeSymbol input, ITypeSymbol output) => _byContract.Values.Any(factory => factory.BaseType is { TypeArguments: { Length: >= 2 } rows }
        && SymbolEqualityComparer.Default.Equals(rows[0], input) && SymbolEqualityComparer.Default.Equals(rows[1], output));

    /// <summary>The member that returns the function.</summary>
    public static IMethodSymbol? GetMapping(INamedTypeSymbol factory) => factory.GetMembers().OfType<IMethodSymbol>()
        .FirstOrDefault(method => method.OverriddenMethod is { Name: "GetMapping", ContainingType.Name: "CustomMappingFactory" or "StatefulCustomMappingFactory" });

    /// <summary>Whether anyone can make a factory and ask it for its function, which takes rows alone.</summary>
    public static bool NeedsNoState(INamedTypeSymbol factory) => factory is { IsGenericType: false, IsAbstract: false }
        && GetMapping(factory)?.OverriddenMethod is { ContainingType.Name: "CustomMappingFactory" }
        && factory.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility is not (Accessibility.Private or Accessibility.Protected));

    private void Note(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.Name.StartsWith("CustomMappingFactory", StringComparison.Ordinal) != true)
                continue;
            if (attribute.ConstructorArguments is { Length: 1 } arguments && arguments[0].Value is string contract)
                _byContract[contract] = type;
            else
                AreKnown = false;
        }
    }
}
