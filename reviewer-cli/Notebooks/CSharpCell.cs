using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.Cli.Notebooks;

/// <summary>The C# of one cell, parsed as the script that it is. What is not C# is blanked out, so that every character stays where it was.</summary>
internal sealed record CSharpCell(NotebookCell Cell, string Code, CompilationUnitSyntax Unit, ImmutableArray<string> Packages)
{
    private static readonly CSharpParseOptions s_script = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    /// <returns>Null when the cell has no C#.</returns>
    public static CSharpCell? TryRead(NotebookCell cell, string notebookLanguage)
    {
        var code = cell.Code.ToCharArray();
        var packages = ImmutableArray.CreateBuilder<string>();
        var language = cell.Language.Length > 0 ? cell.Language : notebookLanguage;
        var hasCode = false;
        for (var start = 0; start < code.Length;)
        {
            var end = Array.IndexOf(code, '\n', start) is >= 0 and var found ? found : code.Length;
            var line = cell.Code[start..end];
            var isCSharp = KernelLanguages.IsCSharp(language);
            if (KernelLanguages.OfMagic(line) is { } next)
                language = next;
            if (isCSharp && PackageOf(line) is { } package)
                packages.Add(package);
            if (!isCSharp || IsCommand(line, isFirst: !hasCode))
                Array.Fill(code, ' ', start, end - start);
            hasCode |= isCSharp && !string.IsNullOrWhiteSpace(line);
            start = end + 1;
        }
        var text = new string(code);
        return packages.Count == 0 && string.IsNullOrWhiteSpace(text) ? null : new CSharpCell(cell, text, SyntaxFactory.ParseCompilationUnit(text, options: s_script), packages.ToImmutable());
    }

    /// <summary>What keeps it from being C#, with its line in the cell; null when nothing does.</summary>
    public Diagnostic? Error => Unit.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);

    /// <summary>Lines for the kernel and not for the compiler: <c>#!time</c>, <c>#r</c>, <c>#i</c>, <c>#load</c>, and <c>%time</c> at the head of a cell.</summary>
    private static bool IsCommand(string line, bool isFirst)
    {
        var text = line.AsSpan().TrimStart();
        return text.StartsWith("#!") || text.StartsWith("#r ") || text.StartsWith("#r\"") || text.StartsWith("#i ") || text.StartsWith("#load ") || (isFirst && text.StartsWith("%"));
    }

    /// <summary>The name in <c>#r "nuget: Microsoft.ML, 4.0.0"</c>.</summary>
    private static string? PackageOf(string line)
    {
        var text = line.Trim();
        if (!text.StartsWith("#r", StringComparison.Ordinal) || text.Split('"') is not [_, var reference, ..] || !reference.TrimStart().StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            return null;
        return reference[(reference.IndexOf(':', StringComparison.Ordinal) + 1)..].Split(',')[0].Trim();
    }
}
