using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>The beginning of a path, when it ties the path to one machine or to one user.</summary>
internal static class PathRoot
{
    /// <summary>
    /// <c>C:\data</c>, <c>\\server\share</c>, <c>/home/ann</c>, <c>/data</c>; but not the directories that a container, a hosting platform or
    /// the system has on every machine.
    /// </summary>
    private static readonly Regex s_absolute = new(
        @"^(?:[A-Za-z]:(?:[\\/](?!home[\\/]site)|$)|\\\\[^\\?.]|/(?!(?:app|tmp|var|opt|usr|etc|srv|run|dev|proc|workspaces?|kaggle|github|__w|home/site|home/vsts)(?:/|$))[\w.-]+(?:/|$))",
        RegexOptions.CultureInvariant);

    /// <summary>Members of <c>Environment.SpecialFolder</c> that hold what a user keeps: desktop, documents, music, videos, pictures, profile.</summary>
    private static readonly ImmutableHashSet<int> s_foldersOfUsers = ImmutableHashSet.Create(0, 5, 13, 14, 16, 39, 40);

    /// <summary>What ties a path to one machine, for a message; null when nothing does in one of its cases.</summary>
    public static string? OfOneMachine(PipelineGraph graph, Value path)
    {
        string? found = null;
        foreach (var (each, _) in ValueFactory.Expand(path))
        {
            if (Find(graph, each) is not { } root)
                return null;
            found ??= root;
        }

        return found;
    }

    private static string? Find(PipelineGraph graph, Value path)
    {
        while (true)
        {
            switch (path)
            {
                case { Kind: ValueKind.Constant, Tag: string text }:
                    return s_absolute.IsMatch(text) ? $"'{text}' is an absolute path" : null;
                case { Kind: ValueKind.Computed, Tag: "directory", Operands: { Length: >= 2 } directory }:
                    return directory[0].Tag is "GetFolderPath" && directory[1].Tag is int folder && s_foldersOfUsers.Contains(folder) ? "it lies in the folders of a user" : null;
                case { Kind: ValueKind.Computed, Tag: "path", Operands: { IsEmpty: false } parts }:
                    // What comes before an absolute part is dropped.
                    path = parts.LastOrDefault(part => part is { Kind: ValueKind.Constant, Tag: string text } && s_absolute.IsMatch(text)) ?? parts[0];
                    break;
                case { Kind: ValueKind.Computed, Tag: "text" or "Add" or "GetDirectoryName" or "Directory" or "DirectoryName" or "FullName" or "Parent" or "GetParent"
                        or "CreateDirectory" or ".ctor", Operands.IsEmpty: false }:
                    path = path.Operands.FirstOrDefault(part => part is not { Kind: ValueKind.Constant, Tag: null or "" }) ?? path.First;
                    break;
                case { Kind: ValueKind.Event } when graph.OperationAt(path.Site) is { Role: Role.OpensFile } file && file.Argument("path") is { } inner:
                    path = inner;
                    break;
                default:
                    return null;
            }
        }
    }
}
