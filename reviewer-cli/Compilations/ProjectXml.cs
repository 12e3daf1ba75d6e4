using System.Xml;
using System.Xml.Linq;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Compilations;

/// <summary>Reads project and solution files as data: no DTD, no external entity, bounded size and depth.</summary>
internal static class ProjectXml
{
    private const int LargestFile = 4 << 20;
    private const int DeepestElement = 64;

    /// <returns>The root element, or null and the reason.</returns>
    public static XElement? TryRead(ReviewRoot root, string path, out string reason) =>
        root.TryReadBytes(path, LargestFile, out reason) is { } bytes ? TryParse(new MemoryStream(bytes), out reason) : null;

    public static XElement? TryParse(Stream content, out string reason)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = LargestFile,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        try
        {
            // The depth is checked before a tree is built, for everything after walks the tree by recursion.
            using (var depth = XmlReader.Create(content, settings))
            {
                while (depth.Read())
                {
                    if (depth.Depth > DeepestElement)
                    {
                        reason = $"is nested deeper than {DeepestElement} elements";
                        return null;
                    }
                }
            }
            content.Position = 0;
            using var reader = XmlReader.Create(content, settings);
            reason = "";
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            reason = e.Message.Contains("DTD", StringComparison.Ordinal)
                ? "declares a DTD, which is not accepted in a project file"
                : $"is not valid XML (line {e.LineNumber}, column {e.LinePosition})";
            return null;
        }
    }
}
