using Microsoft.CodeAnalysis;

namespace MlReview.Analyzers.Libraries;

/// <summary>
/// Looks up what a member means. Members that the compilation itself declares mean something only when a role file says so:
/// a user's own class named <c>MLContext</c> is no ML context.
/// </summary>
internal sealed class Library
{
    private readonly Dictionary<ISymbol, OperationSpec?> _known = new(SymbolEqualityComparer.Default);
    private readonly TeamRoles _teamRoles;

    public Library(TeamRoles? teamRoles = null) => _teamRoles = teamRoles ?? TeamRoles.None;

    /// <summary>Whether the compilation references a machine-learning library that the tables know.</summary>
    public static bool IsReferencedBy(Compilation compilation)
    {
        foreach (var name in LibraryTable.MarkerTypes)
        {
            foreach (var type in compilation.GetTypesByMetadataName(name))
            {
                if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
                    return true;
            }
        }

        return false;
    }

    /// <summary>The meaning of a method or property; null when it has none.</summary>
    public OperationSpec? Find(ISymbol member)
    {
        member = member is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : member;
        member = member.OriginalDefinition;
        if (_known.TryGetValue(member, out var spec))
            return spec;
        return _known[member] = _teamRoles.Find(member) ?? LookUp(member);
    }

    /// <summary>Whether a role file says what a member means: then its body is not followed into.</summary>
    public bool IsTeams(ISymbol member) => _teamRoles.Find(member.OriginalDefinition) is not null;

    /// <summary>Whether a type is a part of a context (<c>Data</c>, <c>Transforms</c>, <c>BinaryClassification.Trainers</c>, …).</summary>
    public static bool IsCatalog(ITypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.Name is "TrainCatalogBase" or "CatalogInstantiatorBase" or "DataOperationsCatalog" or "TransformsCatalog" or "ModelOperationsCatalog"
                or "ComponentCatalog" or "AutoCatalog" or "ForecastingCatalog" or "CalibratorsCatalog"
                && IsMlNetNamespace(t.ContainingNamespace))
            {
                return true;
            }
        }

        return type.ContainingType is { } outer && IsMlNetNamespace(type.ContainingNamespace) && outer.Name is "TransformsCatalog";
    }

    /// <summary>The learning task of the catalog that a trainer is taken from: many trainers have an overload for each task.</summary>
    public static LearningTask TaskOf(ISymbol? member)
    {
        var method = member is IMethodSymbol { ReducedFrom: { } reduced } ? reduced : member as IMethodSymbol;
        var catalog = method is { IsExtensionMethod: true, Parameters: { IsEmpty: false } parameters } ? parameters[0].Type : method?.ContainingType;
        return catalog?.ContainingType is { } outer && IsMlNetNamespace(outer.ContainingNamespace)
            ? outer.Name switch
            {
                "BinaryClassificationCatalog" => LearningTask.Binary,
                "MulticlassClassificationCatalog" => LearningTask.Multiclass,
                "RegressionCatalog" => LearningTask.Regression,
                "RankingCatalog" => LearningTask.Ranking,
                "RecommendationCatalog" => LearningTask.Recommendation,
                "ClusteringCatalog" => LearningTask.Clustering,
                "AnomalyDetectionCatalog" => LearningTask.Anomaly,
                _ => LearningTask.None,
            }
            : LearningTask.None;
    }

    /// <summary>Whether a member belongs to a machine-learning library, not to the platform.</summary>
    public static bool IsPipeline(ISymbol member) =>
        member.ContainingAssembly is { } assembly && IsPartOfMlNet(assembly);

    /// <summary>Whether an assembly is one of ML.NET's.</summary>
    public static bool IsPartOfMlNet(IAssemblySymbol assembly) => assembly.Name.StartsWith("Microsoft.ML", StringComparison.Ordinal);

    /// <summary>Full metadata name: namespace, then containing types separated by <c>+</c>, with arity.</summary>
    public static string MetadataName(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            name = outer.MetadataName + "+" + name;
            type = outer;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
    }

    private static bool IsMlNetNamespace(INamespaceSymbol? space)
    {
        for (; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.Name == "ML" && space.ContainingNamespace is { Name: "Microsoft", ContainingNamespace.IsGlobalNamespace: true })
                return true;
        }

        return false;
    }

    private static OperationSpec? LookUp(ISymbol member)
    {
        if (!member.DeclaringSyntaxReferences.IsEmpty || member.ContainingType is not { } type)
            return null;
        if (type.DeclaringSyntaxReferences.IsEmpty && LibraryTable.Exact(MetadataName(type), member.Name) is { } exact)
            return exact;
        foreach (var (declaring, spec) in LibraryTable.Inherited(member.Name))
        {
            if (MetadataName(type) == declaring || type.AllInterfaces.Any(i => MetadataName(i.OriginalDefinition) == declaring))
                return spec;
        }

        for (var overridden = member; overridden is not null;)
        {
            overridden = (overridden as IMethodSymbol)?.OverriddenMethod?.OriginalDefinition;
            if (overridden?.ContainingType is { } declaring && LibraryTable.Exact(MetadataName(declaring), overridden.Name) is { } inherited)
                return inherited;
        }

        return null;
    }
}
