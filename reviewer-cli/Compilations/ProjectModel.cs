using System.Collections.Immutable;
using MlReview.Cli.Notebooks;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>A <c>global using</c> that a project declares as an item.</summary>
internal sealed record UsingItem(string Name, bool IsStatic, string Alias);

/// <summary>What one project contributes to a compilation, read as data.</summary>
internal sealed record ProjectModel
{
    /// <summary>Absolute path of the project file (or of the single source file that is a program of its own).</summary>
    public required string Path { get; init; }

    /// <summary>Items are relative to this directory.</summary>
    public required string Directory { get; init; }

    public required string AssemblyName { get; init; }

    public required TargetFramework Framework { get; init; }

    /// <summary>Absolute paths, each once, in the order of the build.</summary>
    public ImmutableArray<string> Sources { get; init; } = [];

    public ImmutableArray<UsingItem> Usings { get; init; } = [];

    /// <summary>Packages and assemblies by name, whatever way the project names them.</summary>
    public ImmutableHashSet<string> References { get; init; } = [];

    /// <summary>Absolute paths of the projects it refers to.</summary>
    public ImmutableArray<string> ProjectReferences { get; init; } = [];

    public ImmutableArray<string> AdditionalFiles { get; init; } = [];

    public ImmutableArray<string> AnalyzerConfigs { get; init; } = [];

    /// <summary>Files that decide what the project is: those it imports, and those whose presence it asks for.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    public ImmutableArray<string> FriendAssemblies { get; init; } = [];

    /// <summary>Symbols, language version, nullability and warning levels, as the compiler's command line has them.</summary>
    public ImmutableArray<string> CompilerArguments { get; init; } = [];

    public bool UsesAspNetCore { get; init; }

    /// <summary>What the project says, else true for one with a test framework; null when neither tells.</summary>
    public bool? IsTestProject { get; init; }

    /// <summary>A single file that is a program, with <c>#:</c> directives.</summary>
    public bool IsFileBased { get; init; }

    /// <summary>The values of <c>MlReviewMode</c>.</summary>
    public static readonly ImmutableArray<string> Modes = ["Recommended", "Strict", "Minimal", "None"];

    /// <summary>One of <see cref="Modes"/>, or what the project says instead.</summary>
    public string Mode { get; init; } = Modes[0];

    /// <summary>The program of a notebook; null for everything else.</summary>
    public NotebookProgram? Notebook { get; init; }

    public ImmutableArray<Notice> Notices { get; init; } = [];
}
