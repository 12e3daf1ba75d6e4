using System.Xml.Linq;

namespace MlReview.Cli.Reports.Html;

/// <summary>Elements of a page. Text becomes text: whoever writes the tree out escapes it.</summary>
internal static class Html
{
    private static readonly HashSet<string> s_void = new(StringComparer.Ordinal) { "br", "input", "meta", "hr" };

    /// <param name="content">Texts, elements, attributes, sequences of them; null is nothing.</param>
    public static XElement Tag(string name, params object?[] content) =>
        s_void.Contains(name) ? new XElement(name, content) : new XElement(name, content, "");

    public static XAttribute Class(string names) => new("class", names);

    public static XAttribute Id(string id) => new("id", id);

    public static XAttribute Is(string name, string value) => new(name, value);

    /// <summary>A link to a page of the project; plain text where it leads anywhere else.</summary>
    public static XElement PageLink(string address, string text) =>
        address.StartsWith(Product.Home, StringComparison.Ordinal) && Uri.IsWellFormedUriString(address, UriKind.Absolute)
            ? Tag("a", Is("href", address), Is("rel", "noreferrer"), text)
            : Tag("span", text);
}
