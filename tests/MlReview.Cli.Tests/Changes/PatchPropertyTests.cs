using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Changes;

namespace MlReview.Cli.Tests.Changes;

/// <summary>What the patch map says about lines is what <c>git diff</c> means by them, whatever the files, their names and the form of the diff.</summary>
public sealed class PatchPropertyTests
{
    private const int Cases = 60;

    private static readonly string[] s_paths =
    [
        "A.cs", "a/x.cs", "b/x.cs", "i/w.cs", "a b.cs", "x b/x.cs", "ünï.cs", "tab\tx.cs", "quote\"q.cs", "back\\slash.cs", "new\nline.cs", " lead.cs", "trail ", "-dash.cs", "日本/語.cs", "a/b/c", "\u0001.cs", "😀.cs",
    ];

    private static readonly string[][] s_forms =
    [
        [], ["--unified=0"], ["--unified=1"], ["--no-prefix"], ["--no-prefix", "--unified=0"], ["--src-prefix=i/", "--dst-prefix=w/"], ["--patience"], ["--minimal", "--inter-hunk-context=2"], ["--no-renames"], ["--find-copies-harder"], ["--full-index", "--binary"],
    ];

    /// <summary>A file before and after a change; null where it is not there.</summary>
    public sealed record Version(byte[]? Old, byte[]? New);

    public sealed record Edit(IReadOnlyDictionary<string, Version> Files, string[] Form, bool QuotesPaths)
    {
        public override string ToString() =>
            string.Join(' ', Form) + "\n" + string.Join('\n', Files.Select(f => $"{Show(f.Key)}: {Show(f.Value.Old)} -> {Show(f.Value.New)}"));

        private static string Show(byte[]? content) => content is null ? "nothing" : Show(Encoding.Latin1.GetString(content));

        private static string Show(string text) => System.Text.Json.JsonSerializer.Serialize(text);
    }

    [Fact]
    public void The_map_agrees_with_applying_the_diff()
    {
        using var tree = new GitTree();
        Prop.ForAll(Edits().ToArbitrary(), edit => Agrees(tree, edit)).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
    }

    private static bool Agrees(GitTree tree, Edit edit)
    {
        Write(tree, edit, v => v.Old);
        tree.Commit();
        Write(tree, edit, v => v.New);
        tree.Git("add", "--all");
        var diff = tree.GitBytes(["-c", $"core.quotePath={(edit.QuotesPaths ? "true" : "false")}", "diff", "--cached", "--no-color", .. edit.Form, "HEAD"]);

        var map = PatchParser.TryParse(diff, out var error);

        Assert.True(map is not null, error);
        foreach (var (path, version) in edit.Files)
        {
            var isChanged = version.Old is null != version.New is null || !version.Old.AsSpan().SequenceEqual(version.New);
            var copied = map.Files.Any(f => f.Status == FileStatus.Copied && f.NewPath == path);
            Assert.Equal(isChanged && version.New is not null, map.ByNewPath(path) is not null);
            Assert.Equal(isChanged && version.Old is not null, map.ByOldPath(path) is not null);
            Assert.True(!copied || version.Old is null);
        }
        foreach (var file in map.Files)
            Check(file, edit);
        return true;
    }

    private static void Check(FilePatch file, Edit edit)
    {
        var old = file.OldPath is null ? [] : edit.Files[file.OldPath].Old!;
        var now = file.NewPath is null ? [] : edit.Files[file.NewPath].New!;
        if (file.IsBinary)
            return;
        Assert.Equal(old, PatchReversal.TryUndo(now, file, out _));
        var (oldLines, newLines) = (Lines(old), Lines(now));
        if (file.Status is FileStatus.Added or FileStatus.Deleted)
        {
            Assert.All(Enumerable.Range(1, newLines.Count), n => Assert.True(file.IsAddedLine(n)));
            return;
        }
        var last = 0;
        for (var line = 1; line <= oldLines.Count; line++)
        {
            if (file.NewLineOf(line) is not { } mapped)
                continue;
            Assert.True(mapped > last);
            last = mapped;
            Assert.Equal(oldLines[line - 1], newLines[mapped - 1]);
            Assert.Equal(line, file.OldLineOf(mapped));
            Assert.False(file.IsAddedLine(mapped));
        }
        var added = Enumerable.Range(1, newLines.Count).Where(file.IsAddedLine).ToList();
        Assert.Equal(Enumerable.Range(1, newLines.Count).Where(n => file.OldLineOf(n) is null), added);
        Assert.Equal(file.Hunks.SelectMany(h => h.Lines).Where(l => l.Change == LineChange.Added).Select(l => l.NewLine), added);
        Assert.Equal(file.Hunks.SelectMany(h => h.Lines).Where(l => l.Change == LineChange.Removed).Select(l => l.OldLine), Enumerable.Range(1, oldLines.Count).Where(n => file.NewLineOf(n) is null));
    }

    private static List<string> Lines(byte[] content)
    {
        var lines = Encoding.Latin1.GetString(content).Split('\n').ToList();
        for (var i = 0; i < lines.Count - 1; i++)
            lines[i] += "\n";
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    private static void Write(GitTree tree, Edit edit, Func<Version, byte[]?> side)
    {
        foreach (var entry in new DirectoryInfo(tree.Root).EnumerateFileSystemInfos().Where(e => e.Name != ".git"))
        {
            if (entry is DirectoryInfo directory)
                directory.Delete(recursive: true);
            else
                entry.Delete();
        }
        foreach (var (path, version) in edit.Files)
            if (side(version) is { } content)
                tree.With(path, content);
    }

    private static Gen<Edit> Edits() =>
        from paths in Gen.Shuffle(s_paths)
        from count in Gen.Choose(1, 6)
        from versions in Versions().ListOf(count)
        from rename in Gen.Choose(0, 3)
        from form in Gen.Elements(s_forms)
        from quotes in Gen.Elements(true, false)
        select new Edit(Renamed(paths.Take(count).Zip(versions), rename, paths.Skip(count)), form, quotes);

    /// <summary>Some files get another name after the change, so that git finds renames.</summary>
    private static Dictionary<string, Version> Renamed(IEnumerable<(string Path, Version Version)> files, int renames, IEnumerable<string> freePaths)
    {
        var result = new Dictionary<string, Version>(StringComparer.Ordinal);
        var free = new Queue<string>(freePaths);
        foreach (var (path, version) in files)
        {
            if (renames-- > 0 && version is { Old: not null, New: not null })
            {
                result[path] = version with { New = null };
                result[free.Dequeue()] = version with { Old = null };
            }
            else
            {
                result[path] = version;
            }
        }
        return result;
    }

    private static Gen<Version> Versions() =>
        from kind in Gen.Choose(0, 9)
        from old in Contents()
        from now in kind < 7 ? Edited(old) : Contents()
        select kind switch
        {
            8 => new Version(null, now),
            9 => new Version(old, null),
            _ => new Version(old, now),
        };

    private static Gen<byte[]> Contents() =>
        from count in Gen.Choose(0, 30)
        from lines in Line().ListOf(count)
        from hasEnd in Gen.Choose(0, 4)
        select Join(lines, hasEnd > 0);

    /// <summary>Few different lines, so that a diff has choices; ends of both kinds, no kind, and bytes that are no UTF-8.</summary>
    private static Gen<string> Line() =>
        from text in Gen.Elements("", "{", "}", "var a = 1;", "    Fit(data);", "-- a", "++ b", "@@ -1 +1 @@", "\\ No newline", "diff --git a/x b/x", "\u00FC\u00FF", "--- a/x", " ", "\t")
        from end in Gen.Elements("\n", "\n", "\n", "\r\n")
        select text + end;

    private static Gen<byte[]> Edited(byte[] old) =>
        from edits in Gen.Choose(0, 4)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        from inserted in Line().ListOf(8)
        select Apply(Lines(old), edits, new Random(seed), inserted);

    private static byte[] Apply(List<string> lines, int edits, Random random, IReadOnlyList<string> inserted)
    {
        for (; edits > 0; edits--)
        {
            var at = random.Next(lines.Count + 1);
            switch (random.Next(4))
            {
                case 0 when at < lines.Count:
                    lines.RemoveRange(at, Math.Min(random.Next(1, 4), lines.Count - at));
                    break;
                case 1 when at < lines.Count:
                    lines[at] = inserted[random.Next(inserted.Count)];
                    break;
                case 2 when lines.Count > 0:
                    lines[^1] = lines[^1].EndsWith('\n') ? lines[^1].TrimEnd('\n') : lines[^1] + "\n";
                    break;
                default:
                    lines.InsertRange(at, inserted.Take(random.Next(1, 5)));
                    break;
            }
        }
        // Only the last line may be without an end.
        for (var i = 0; i < lines.Count - 1; i++)
            if (!lines[i].EndsWith('\n'))
                lines[i] += "\n";
        return Join(lines, hasEnd: true);
    }

    private static byte[] Join(IEnumerable<string> lines, bool hasEnd)
    {
        var text = string.Concat(lines);
        return Encoding.Latin1.GetBytes(hasEnd ? text : text.TrimEnd('\n'));
    }
}
