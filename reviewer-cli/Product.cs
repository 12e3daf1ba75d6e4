using System.Reflection;

namespace MlReview.Cli;

/// <summary>What the tool calls itself.</summary>
internal static class Product
{
    public const string Name = "mlreview";

    /// <summary>The only place that reports link to.</summary>
    public const string Home = "https://github.com/mlreview/mlreview/";

    public static string Version { get; } =
        typeof(Product).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
