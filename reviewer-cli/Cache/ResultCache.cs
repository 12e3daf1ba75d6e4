using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Cache;

/// <summary>
/// Results on disk, one file each, named by its key. Runs may share a directory: files appear whole and are never changed. What cannot be
/// read is not there; what cannot be written is not kept. Neither fails a review.
/// </summary>
/// <param name="mostBytes">When there is more, what was used longest ago goes.</param>
internal sealed class ResultCache(string directory, long mostBytes = ResultCache.DefaultMostBytes)
{
    public const long DefaultMostBytes = 256 << 20;
    private const int LargestResult = 64 << 20;
    private const string Extension = ".result";

    /// <summary>Of a run that was ended while it wrote.</summary>
    private static readonly TimeSpan s_abandoned = TimeSpan.FromDays(1);

    private bool _hasWritten;

    /// <summary>Why nothing could be kept; empty when all was.</summary>
    public string Problem { get; private set; } = "";

    public ProjectResult? TryRead(string key, ReviewRoot root)
    {
        var path = PathOf(key);
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.Length > LargestResult || ResultText.TryRead(File.ReadAllBytes(path), root) is not { } result)
                return null;
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string key, ProjectResult result, ReviewRoot root)
    {
        var path = PathOf(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var bytes = ResultText.Write(result, root);
            WholeFile.Write(path, file => file.Write(bytes));
            _hasWritten = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Problem = $"The cache '{directory}' cannot be written: {WholeFile.Reason(e)}; give another directory with --cache, or --no-cache.";
        }
    }

    /// <summary>Keeps the directory within its bound; to be called when a review is over.</summary>
    public void Trim()
    {
        if (!_hasWritten)
            return;
        try
        {
            var files = new DirectoryInfo(directory).EnumerateFiles("*" + Extension + "*", SearchOption.AllDirectories).Select(f => (File: f, f.Length, Used: f.LastWriteTimeUtc)).ToList();
            var size = files.Sum(f => f.Length);
            foreach (var (file, length, used) in files.OrderBy(f => f.Used))
            {
                var isAbandoned = file.Extension != Extension && DateTime.UtcNow - used > s_abandoned;
                if (size <= mostBytes && !isAbandoned)
                    continue;
                file.Delete();
                size -= length;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run is trimming as well.
        }
    }

    private string PathOf(string key) => Path.Combine(directory, key[..2], key + Extension);
}
