namespace MlReview.Cli.Compilations;

/// <summary>The namespaces that the SDKs import into every file when <c>ImplicitUsings</c> is on.</summary>
internal static class ImplicitUsings
{
    private static readonly string[] s_all =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] s_hosting =
        ["Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging"];

    private static readonly string[] s_web =
        ["System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing"];

    /// <param name="sdk">The value of the project's <c>Sdk</c> attribute.</param>
    public static IEnumerable<string> Of(string sdk) =>
        sdk.Contains(".Web", StringComparison.OrdinalIgnoreCase) ? [.. s_all, .. s_web, .. s_hosting]
        : sdk.Contains(".Worker", StringComparison.OrdinalIgnoreCase) ? [.. s_all, .. s_hosting]
        : s_all;
}
