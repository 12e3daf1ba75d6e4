using System.Collections.Immutable;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>Turns evaluated properties and items into what a compilation needs, with the defaults that the SDK would add.</summary>
internal sealed class ProjectModelBuilder(ReviewRoot root, ProjectWalk walk, string path, string? sdk)
{
    private static readonly string[] s_testPackages = ["Microsoft.NET.Test.Sdk", "xunit", "xunit.v3", "xunit.core", "NUnit", "MSTest", "MSTest.TestFramework", "TUnit"];

    private readonly ProjectProperties _properties = walk.Properties;
    private readonly string _directory = Path.GetDirectoryName(path)!;

    public ProjectModel Build(ProjectItems items)
    {
        var framework = Framework();
        var references = References(items);
        return new ProjectModel
        {
            Path = path,
            Directory = _directory,
            AssemblyName = AssemblyName(),
            Framework = framework,
            Sources = [.. items["Compile"].Where(IsSource)],
            Usings = Usings(items),
            References = references,
            ProjectReferences = ProjectReferences(items),
            AdditionalFiles = [.. items["AdditionalFiles"]],
            AnalyzerConfigs = [.. items["EditorConfigFiles"], .. items["GlobalAnalyzerConfigFiles"]],
            Inputs = [.. walk.Inputs.Append(PackagesFile)],
            FriendAssemblies = [.. items["InternalsVisibleTo"]],
            CompilerArguments = CompilerArguments(framework),
            UsesAspNetCore = UsesAspNetCore(items, references),
            IsTestProject = _properties.IsTrue("IsTestProject") ? true : _properties.IsFalse("IsTestProject") ? false : s_testPackages.Any(references.Contains) ? true : null,
            Mode = _properties["MlReviewMode"] is { Length: > 0 } mode ? mode : ProjectModel.Modes[0],
            Notices = Notices(),
        };
    }

    private TargetFramework Framework() =>
        TargetFramework.TryParse(_properties["TargetFramework"])
        ?? TargetFramework.NewestOf(_properties["TargetFrameworks"].Split(';'))
        ?? TargetFramework.TryParseLegacy(_properties["TargetFrameworkVersion"])
        ?? TargetFramework.Newest;

    private string AssemblyName() =>
        _properties["AssemblyName"] is { Length: > 0 } name && name.AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) < 0
            ? name
            : Path.GetFileNameWithoutExtension(path);

    /// <summary>A project may name any file; only C# source is opened.</summary>
    private bool IsSource(string file)
    {
        if (file.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
            return true;
        walk.Notices.Add(new Notice(NoticeKind.Skipped, root.Relative(path), $"compiles {root.Relative(file)}, which is not a C# file; it was not opened"));
        return false;
    }

    private ImmutableArray<UsingItem> Usings(ProjectItems items)
    {
        var declared = items["Using"].Select(name => new UsingItem(name, items.Metadata("Using", name, "Static").Equals("true", StringComparison.OrdinalIgnoreCase), items.Metadata("Using", name, "Alias")));
        var removed = walk.Items.Where(i => i.Element.Name.LocalName == "Using").Select(i => i.Element.Attribute("Remove")?.Value).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var implied = sdk is not null && _properties.IsTrue("ImplicitUsings") ? ImplicitUsings.Of(sdk).Where(n => !removed.Contains(n)) : [];
        return [.. implied.Select(n => new UsingItem(n, false, "")).Concat(declared).Distinct()];
    }

    private ImmutableHashSet<string> References(ProjectItems items)
    {
        var names = items["PackageReference"].Concat(items["GlobalPackageReference"])
            .Concat(items["Reference"].Select(r => r.Split(',')[0].Trim()))
            .Concat(items["FrameworkReference"])
            .Concat(PackagesConfig());
        return [.. names];
    }

    /// <summary>The package list of projects of the old format.</summary>
    private IEnumerable<string> PackagesConfig()
    {
        if (ProjectXml.TryRead(root, PackagesFile, out var reason) is { } packages)
            return packages.Elements().Select(e => e.Attribute("id")?.Value).OfType<string>().ToList();
        if (reason != "does not exist")
            walk.Notices.Add(new Notice(NoticeKind.Failed, root.Relative(PackagesFile), reason));
        return [];
    }

    private string PackagesFile => Path.Combine(_directory, "packages.config");

    private ImmutableArray<string> ProjectReferences(ProjectItems items) =>
        [.. items["ProjectReference"].Where(p =>
            !items.Metadata("ProjectReference", p, "ReferenceOutputAssembly").Equals("false", StringComparison.OrdinalIgnoreCase)
            && !items.Metadata("ProjectReference", p, "OutputItemType").Equals("Analyzer", StringComparison.OrdinalIgnoreCase)
            && p.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))];

    private bool UsesAspNetCore(ProjectItems items, ImmutableHashSet<string> references) =>
        (sdk is not null && (sdk.Contains(".Web", StringComparison.OrdinalIgnoreCase) || sdk.Contains(".BlazorWebAssembly", StringComparison.OrdinalIgnoreCase) || sdk.Contains(".Razor", StringComparison.OrdinalIgnoreCase)))
        || items["FrameworkReference"].Any(f => f.StartsWith("Microsoft.AspNetCore", StringComparison.OrdinalIgnoreCase))
        // Hosting, configuration and logging packages are part of the ASP.NET Core framework, and code that uses them binds with it.
        || references.Any(r => r.StartsWith("Microsoft.AspNetCore", StringComparison.OrdinalIgnoreCase)
            || r.StartsWith("Microsoft.Extensions.", StringComparison.OrdinalIgnoreCase)
            || r.StartsWith("Swashbuckle", StringComparison.OrdinalIgnoreCase)
            || r.StartsWith("Microsoft.NET.Sdk.Functions", StringComparison.OrdinalIgnoreCase));

    /// <summary>The same arguments that a build gives the compiler, so that its own parser decides what they mean.</summary>
    private ImmutableArray<string> CompilerArguments(TargetFramework framework)
    {
        var isProgram = _properties["OutputType"] is { Length: > 0 } output
            ? output.Equals("Exe", StringComparison.OrdinalIgnoreCase) || output.Equals("WinExe", StringComparison.OrdinalIgnoreCase)
            : sdk is not null && (sdk.Contains(".Web", StringComparison.OrdinalIgnoreCase) || sdk.Contains(".Worker", StringComparison.OrdinalIgnoreCase));
        var arguments = ImmutableArray.CreateBuilder<string>();
        arguments.Add(isProgram ? "/target:exe" : "/target:library");
        arguments.Add("/unsafe+");
        arguments.Add("/define:" + string.Join(';', DefinedSymbols(framework)));
        Add("/nullable:", _properties["Nullable"]);
        Add("/warn:", _properties["WarningLevel"]);
        Add("/nowarn:", _properties["NoWarn"]);
        if (_properties.IsTrue("TreatWarningsAsErrors"))
            arguments.Add("/warnaserror+");
        Add("/warnaserror+:", _properties["WarningsAsErrors"]);
        Add("/warnaserror-:", _properties["WarningsNotAsErrors"]);
        Add("/langversion:", Language(framework));
        return arguments.ToImmutable();

        void Add(string option, string value)
        {
            if (value.Trim().Trim(';').Length > 0)
                arguments.Add(option + value.Trim());
        }
    }

    private string Language(TargetFramework framework) =>
        _properties["LangVersion"] is { Length: > 0 } language ? language
        : sdk is null ? "7.3"
        : Microsoft.CodeAnalysis.CSharp.LanguageVersionFacts.ToDisplayString(framework.DefaultLanguage);

    private IEnumerable<string> DefinedSymbols(TargetFramework framework)
    {
        var own = _properties["DefineConstants"].Split([';', ',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        IEnumerable<string> implied = sdk is null ? [] : ["TRACE", "DEBUG", .. framework.Symbols()];
        return own.Concat(implied).Where(Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier).Distinct(StringComparer.Ordinal);
    }

    private ImmutableArray<Notice> Notices()
    {
        if (walk.UnreadConditions.Count > 0)
        {
            var first = walk.UnreadConditions.First();
            var shown = first.Length > 60 ? first[..60] + "…" : first;
            walk.Notices.Add(new Notice(NoticeKind.Assumed, root.Relative(path), $"has {walk.UnreadConditions.Count} condition(s) that are not understood, so both branches were tried (first: {shown})"));
        }
        return [.. walk.Notices];
    }
}
