using System.Reflection;

namespace MlReview.Cli;

/// <summary>What the tool calls itself.</summary>
internal static class Product
{
    public const string Name = "mlreview";

    /// <summary>The only place that reports link to.</summary>
    public const string Home = "https://github.com/mlreview/mlreview/";

    public static string Version { get; } = Informational[0];

    /// <summary>The commit that the tool was built from; empty when the build did not know it.</summary>
    public static string Commit { get; } = Informational is [_, { Length: 40 } commit] ? commit : "";

    private static string[] Informational =>
        (typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+');
}
