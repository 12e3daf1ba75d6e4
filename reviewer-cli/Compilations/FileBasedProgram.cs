using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Cli.Compilations;

/// <summary>The <c>#:</c> directives of a single-file program, as the project that the SDK makes of them.</summary>
internal static class FileBasedProgram
{
    /// <summary>Directives stand before any code; a comment or a shebang may come first.</summary>
    public static bool IsOne(string source) => Directives(source).Any();

    public static XElement AsProject(string path, string source)
    {
        var items = new XElement("ItemGroup", new XElement("Compile", new XAttribute("Include", Path.GetFileName(path))));
        var properties = new XElement("PropertyGroup",
            new XElement("OutputType", "Exe"), new XElement("TargetFramework", TargetFramework.Newest.Moniker), new XElement("ImplicitUsings", "enable"),
            new XElement("Nullable", "enable"), new XElement("EnableDefaultItems", "false"));
        var sdk = "Microsoft.NET.Sdk";
        foreach (var (kind, value) in Directives(source))
        {
            switch (kind)
            {
                case "sdk":
                    sdk = value.Split('@')[0];
                    break;
                case "package":
                    items.Add(new XElement("PackageReference", new XAttribute("Include", value.Split('@')[0].Trim())));
                    break;
                case "project":
                    items.Add(new XElement("ProjectReference", new XAttribute("Include", value)));
                    break;
                case "property" when value.Split('=', 2) is [var name, var text] && SyntaxFacts.IsValidIdentifier(name.Trim()):
                    properties.Add(new XElement(name.Trim(), text.Trim()));
                    break;
            }
        }
        return new XElement("Project", new XAttribute("Sdk", sdk), properties, items);
    }

    private static IEnumerable<(string Kind, string Value)> Directives(string source)
    {
        using var lines = new StringReader(source);
        while (lines.ReadLine()?.Trim() is { } line)
        {
            if (line.StartsWith("#:", StringComparison.Ordinal))
            {
                var parts = line[2..].Trim().Split(' ', 2);
                yield return (parts[0], parts.Length > 1 ? parts[1].Trim() : "");
            }
            else if (line.Length > 0 && !line.StartsWith('#') && !line.StartsWith("//", StringComparison.Ordinal))
            {
                yield break;
            }
        }
    }
}
