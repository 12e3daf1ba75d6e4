using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MlReview.Analyzers;
using MlReview.Cli.Compilations;
using MlReview.CodeFixes;

namespace MlReview.Cli.Cache;

/// <summary>What decides about findings besides the code: this tool, its rules and fixes, the compiler, the surfaces and the running framework.</summary>
internal static class ToolIdentity
{
    public static string Of(DiagnosticAnalyzer analyzer, SurfaceAssemblies surfaces)
    {
        // A version number is the same for every build of a developer; the identity of a module is not.
        var modules = new[] { typeof(ToolIdentity), typeof(MlReviewAnalyzer), typeof(AllFixes), analyzer.GetType(), typeof(CSharpCompilation) }.Select(type => type.Assembly.ManifestModule.ModuleVersionId.ToString());
        var aspNetCore = FrameworkAssemblies.AspNetCoreDirectory is { } directory ? Path.GetFileName(directory) : "";
        return string.Join('\n', [Product.Version, analyzer.GetType().FullName, .. modules, Environment.Version.ToString(), aspNetCore, surfaces.Identity]);
    }
}
