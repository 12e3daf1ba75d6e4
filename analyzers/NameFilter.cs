using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers;

/// <summary>Tells from a file's text alone whether it can take part in a pipeline. The driver keeps the answer for unchanged files.</summary>
internal static class NameFilter
{
    public static readonly SourceTextValueProvider<bool> Provider = new(Mentions);

    /// <summary>Whether a text names a marker of a machine-learning library.</summary>
    public static bool Mentions(SourceText text) => Mentions(text, LibraryTable.MarkerWords);

    /// <summary>Whether a text names one of some words.</summary>
    public static bool Mentions(SourceText text, ImmutableArray<string> words)
    {
        const int Window = 1 << 16;
        if (words.IsEmpty)
            return false;
        var overlap = words.Max(word => word.Length);
        var buffer = new char[Math.Min(text.Length, Window)];
        for (var start = 0; start < text.Length; start += Window - overlap)
        {
            var length = Math.Min(Window, text.Length - start);
            text.CopyTo(start, buffer, 0, length);
            var window = buffer.AsSpan(0, length);
            foreach (var word in words)
            {
                if (window.IndexOf(word.AsSpan()) >= 0)
                    return true;
            }

            if (start + length >= text.Length)
                break;
        }

        return false;
    }
}
