using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using MlReview.Analyzers.Libraries;
using Xunit;

namespace MlReview.Analyzers.Tests.Libraries;

/// <summary>
/// The library tables against the libraries: a line that names no member means nothing and fails silently, and a member
/// without a line is unknown to every rule.
/// </summary>
public sealed class LibraryTableTests
{
    /// <summary>Words that say something about an operation and stand for no parameter.</summary>
    private static readonly HashSet<string> s_words =
        ["shufflable", "context", "caches", "runs", "random", "distinct", "rows", "shared", "unseedable", "names", "mutable", "blind", "holds", "backward", "last", "bounds", "perProcess", "process", "culture", "whole", "own", "picks", "writes", "deferred"];

    private static readonly CSharpCompilation s_libraries = CSharpCompilation.Create(
        "libraries",
        [],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Concat(Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "surfaces"), "*.dll"))
            .Where(path => !Path.GetFileName(path).StartsWith("MlReview", StringComparison.Ordinal))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).Append(MathNetAssembly.Reference),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static readonly Dictionary<string, EstimatorTraits> s_traits = LibraryTable.All
        .Where(line => line.Spec.Estimator is not null).ToDictionary(line => line.Key, line => line.Spec.Estimator!);

    internal static IReadOnlySet<string> Words => s_words;

    public static TheoryData<string> Lines => [.. LibraryTable.All.Select(line => line.Key).Distinct().Order(StringComparer.Ordinal)];

    public static TheoryData<string, string, bool> Measured
    {
        get
        {
            using var reader = new StreamReader(typeof(LibraryTableTests).Assembly.GetManifestResourceStream("fit-learns.tsv")!);
            var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Skip(1);
            var data = new TheoryData<string, string, bool>();
            foreach (var cells in rows.Select(row => row.Split('\t')))
                data.Add(cells[0], cells[1], cells[2] == "yes");
            return data;
        }
    }

    [Fact]
    public void Tables_are_read() => Assert.True(Lines.Count > 250 && Measured.Count > 90);

    [Theory, MemberData(nameof(Lines))]
    public void Names_a_member_that_exists(string line) => Assert.NotEmpty(MembersOf(line));

    [Theory, MemberData(nameof(Lines))]
    public void Is_found_by_the_symbol(string line)
    {
        var library = new Library();
        var member = MembersOf(line).First(candidate => candidate.DeclaredAccessibility == Accessibility.Public);
        var specs = LibraryTable.All.Where(each => each.Key == line).Select(each => each.Spec);
        if (!line.EndsWith(" *", StringComparison.Ordinal))
            Assert.Contains(library.Find(member), specs);
    }

    [Theory, MemberData(nameof(Lines))]
    public void Its_parts_are_parameters(string line)
    {
        var members = MembersOf(line);
        var parameters = members.SelectMany(ParametersOf).ToHashSet();
        foreach (var (part, parameter) in LibraryTable.All.Where(each => each.Key == line).SelectMany(each => each.Spec.Parts))
        {
            if (part == "needs")
                Assert.Contains(LibraryTable.All, each => each.Spec.Role == Role.Evaluates && each.Spec.Parts.Any(other => other.Key == parameter));
            else if (part == "task")
                Assert.True(Enum.TryParse<LearningTask>(parameter, out _), $"{line}: no task {parameter}");
            else if (parameter == "this")
                Assert.Contains(members, member => !member.IsStatic);
            else if (part != parameter || !s_words.Contains(part))
                Assert.All(parameter.Split('|'), name => Assert.True(parameters.Contains(name), $"{line}: no overload has a parameter {name}"));
        }
    }

    [Fact]
    public void Arguments_that_traits_depend_on_exist()
    {
        foreach (var (line, traits) in s_traits)
        {
            var parameters = MembersOf(line).SelectMany(ParametersOf).ToHashSet();
            foreach (var argument in new[] { traits.LearnsOnlyWith, traits.LearnsNothingWith }.OfType<string>())
                Assert.True(parameters.Contains(argument), $"{line}: no overload has a parameter {argument}");
            foreach (var option in traits.ValidatesWith.Append(traits.DrawsWith).Append(traits.ValidatesUnless).OfType<string>())
                Assert.True(OptionsOf(line).Contains(option), $"{line}: no options class has a member {option}");
            foreach (var repair in traits.RepeatableWith)
                Assert.True(OptionsOf(line).Contains(repair), $"{line}: no options class has a member {repair}");
            if (traits.Ignores is { } ignored)
                Assert.True(parameters.Contains(ignored), $"{line}: no overload has a parameter {ignored}");
            if (traits.Draws == Draws.OwnSeedElseContext)
                Assert.True(parameters.Contains("seed") || OptionsOf(line).Contains("Seed"), $"{line}: no overload has a seed");
            if (traits.Draws == Draws.AsInner)
                Assert.Contains("binaryEstimator", parameters);
        }
    }

    [Theory, MemberData(nameof(Measured))]
    public void Says_what_was_measured(string member, string learns, bool usesLabel)
    {
        Assert.True(s_traits.TryGetValue(member, out var traits), $"no line for {member}");
        Assert.Equal(learns == "no", traits.Learning == Learning.Nothing);
        Assert.Equal(learns == "depends", traits.LearnsOnlyWith is not null);
        if (usesLabel)
            Assert.True(traits.Learning is Learning.LabelStatistics or Learning.Prediction);
        else
            Assert.NotEqual(Learning.LabelStatistics, traits.Learning);
    }

    [Fact]
    public void Covers_every_estimator_of_the_catalogs()
    {
        var estimators = SurfaceTypes().SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary } && IsEstimator(method.ReturnType) && IsOfCatalog(method))
            .Select(method => $"{Library.MetadataName(method.ContainingType)} {method.Name}")
            .Distinct().ToList();

        Assert.True(estimators.Count > 90);
        Assert.Empty(estimators.Where(estimator => !s_traits.ContainsKey(estimator)).Order(StringComparer.Ordinal));
    }

    private static List<ISymbol> MembersOf(string line)
    {
        var (typeName, name) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        var type = s_libraries.GetTypeByMetadataName(typeName);
        return type is null ? [] : [.. name == "*" ? type.GetMembers() : type.GetMembers(name)];
    }

    private static IEnumerable<string> ParametersOf(ISymbol member) => member switch
    {
        IMethodSymbol method => method.Parameters.Select(parameter => parameter.Name),
        IPropertySymbol property => property.Parameters.Select(parameter => parameter.Name),
        _ => [],
    };

    /// <summary>The members of the options classes that the overloads take.</summary>
    private static HashSet<string> OptionsOf(string line)
    {
        var found = new HashSet<string>();
        foreach (var parameter in MembersOf(line).OfType<IMethodSymbol>().SelectMany(method => method.Parameters).Where(parameter => parameter.Name == "options"))
        {
            for (var type = parameter.Type; type is not null; type = type.BaseType)
                found.UnionWith(type.GetMembers().Select(member => member.Name));
        }

        return found;
    }

    private static bool IsEstimator(ITypeSymbol type) =>
        type.AllInterfaces.Append(type as INamedTypeSymbol).Any(i => i is not null && Library.MetadataName(i.OriginalDefinition) == "Microsoft.ML.IEstimator`1");

    private static bool IsOfCatalog(IMethodSymbol method) =>
        Library.IsCatalog(method.IsExtensionMethod ? method.Parameters[0].Type : method.ContainingType);

    private static IEnumerable<INamedTypeSymbol> SurfaceTypes() => s_libraries.References
        .Where(reference => Path.GetFileName(Path.GetDirectoryName(((PortableExecutableReference)reference).FilePath)) == "surfaces")
        .Select(s_libraries.GetAssemblyOrModuleSymbol).OfType<IAssemblySymbol>()
        .SelectMany(assembly => TypesIn(assembly.GlobalNamespace));

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceSymbol space) =>
        space.GetTypeMembers().SelectMany(type => type.GetTypeMembers().Prepend(type)).Concat(space.GetNamespaceMembers().SelectMany(TypesIn));
}
