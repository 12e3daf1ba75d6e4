using System.Collections.Immutable;
using MlReview.Cli.Compilations;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Notebooks;

/// <summary>
/// A notebook with C# as the project that it is to the rules. .NET Interactive compiles each cell as a script that sees the earlier ones; here all
/// cells are one program (<see cref="NotebookLowering"/>).
/// </summary>
internal static class Notebook
{
    /// <summary>Most of it are pictures of outputs.</summary>
    private const int LargestFile = 32 << 20;

    /// <summary>What .NET Interactive imports into every cell.</summary>
    private static readonly string[] s_usings = ["System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"];

    /// <summary>What it offers to every cell. The bodies are none of the code under review: what is shown is used, and that is all.</summary>
    public const string Offered = """
        global using static MlReviewNotebook.Offered;
        namespace MlReviewNotebook
        {
            internal static class Offered
            {
                public static extern object display(params object[] values);
                public static extern object HTML(object content);
                public static extern object Display<T>(this T value, params string[] mimeTypes);
                public static extern object DisplayTable<T>(this T value);
                public static extern object DisplayAs(this string value, string mimeType);
                public static extern object Explore<T>(this T value);
            }
        }
        """;

    public static bool IsOne(string path) =>
        path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase);

    /// <returns>Null for a notebook that cannot be read, or has no C#; the notice says why.</returns>
    public static ProjectModel? TryRead(ReviewRoot root, string path, out Notice? notice)
    {
        var name = root.Relative(path);
        notice = null;
        if (root.TryReadBytes(path, LargestFile, out var reason) is not { } file || Content(path, file, out reason) is not { } content)
        {
            notice = new Notice(NoticeKind.Failed, name, reason);
            return null;
        }
        var cells = content.Cells.Select(c => CSharpCell.TryRead(c, content.Language)).OfType<CSharpCell>().ToList();
        if (cells.Count == 0)
        {
            notice = new Notice(NoticeKind.Skipped, name, "is a notebook without C#");
            return null;
        }
        if (cells.Sum(c => (long)c.Code.Length) > ReviewRoot.LargestSource)
        {
            notice = new Notice(NoticeKind.Failed, name, $"holds more than {ReviewRoot.LargestSource >> 20} MiB of code");
            return null;
        }
        return Model(path, file, cells, name);
    }

    private static NotebookContent? Content(string path, byte[] file, out string reason)
    {
        reason = "";
        return path.EndsWith(".dib", StringComparison.OrdinalIgnoreCase) ? DotnetInteractiveFile.Read(file) : JupyterNotebook.TryRead(file, out reason);
    }

    private static ProjectModel Model(string path, byte[] file, List<CSharpCell> cells, string name)
    {
        var readable = cells.Where(c => c.Error is null).ToList();
        var notices = cells.Where(c => c.Error is not null)
            .Select(c => new Notice(NoticeKind.Failed, name, FormattableString.Invariant($"has a cell that is not C#, and was reviewed without it (cell {c.Cell.Number}:{c.Error!.Location.GetLineSpan().StartLinePosition.Line + 1})")));
        return new ProjectModel
        {
            Path = path,
            Directory = Path.GetDirectoryName(path)!,
            AssemblyName = "Notebook",
            Framework = TargetFramework.Newest,
            Sources = [path],
            Usings = [.. s_usings.Select(n => new UsingItem(n, false, ""))],
            References = [.. cells.SelectMany(c => c.Packages), .. readable.Any(c => MlNames.AppearsIn(System.Text.Encoding.UTF8.GetBytes(c.Code))) ? new[] { "Microsoft.ML" } : []],
            CompilerArguments = ["/target:exe", "/unsafe+", "/langversion:preview", "/nowarn:CS0626"],
            Notebook = NotebookLowering.Lower(path, file, readable),
            Notices = [.. notices],
        };
    }
}
