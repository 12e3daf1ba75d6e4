namespace MlReview.Analyzers.Libraries;

/// <summary>Randomness, time, paths and plain computation of the .NET platform. <c>*</c> stands for every method of the type.</summary>
/// <remarks>
/// Words: <c>shared</c> = nobody can seed it; <c>unseedable</c> = draws without a generator; <c>names</c> = draws a name for
/// something, which is no defect where it is only stored. What differs between runs as a clock does counts as one; <c>process</c> = but is no time.
/// <c>bounds</c> = keeps a number within a limit; <c>mutable</c> = what is computed may have been changed since by calls whose result nobody takes.
/// <c>perProcess</c> = another number in every process: hash codes of text are seeded at random when a process starts, and those of objects
/// are drawn when first asked for.
/// <c>culture</c> = reads or writes a number or a time as the culture of the user does, unless it is told another; <c>whole</c> = only
/// whole numbers, which cultures nearly always write alike.
/// <c>writes</c> = opened to be written; <c>deferred</c> = read anew in each enumeration.
/// </remarks>
internal static class Platform
{
    public const string Table = """
        System.Random .ctor CreatesRandom seed=Seed
        System.Random Shared CreatesRandom shared
        System.Random * DrawsRandom
        System.Guid NewGuid DrawsRandom unseedable names
        System.Security.Cryptography.RandomNumberGenerator GetInt32 DrawsRandom unseedable
        System.Security.Cryptography.RandomNumberGenerator Create CreatesRandom shared
        System.IO.Path GetRandomFileName DrawsRandom unseedable names
        System.DateTime Now ReadsClock
        System.DateTime UtcNow ReadsClock
        System.DateTime Today ReadsClock
        System.DateTimeOffset Now ReadsClock
        System.DateTimeOffset UtcNow ReadsClock
        System.Environment TickCount ReadsClock
        System.Environment TickCount64 ReadsClock
        System.Environment ProcessId ReadsClock process
        System.Diagnostics.Process GetCurrentProcess ReadsClock process
        System.Diagnostics.Stopwatch GetTimestamp ReadsClock
        System.TimeProvider GetUtcNow ReadsClock
        System.TimeProvider GetLocalNow ReadsClock
        System.TimeProvider GetTimestamp ReadsClock

        System.Math Max Computes bounds
        System.Math Min Computes bounds
        System.Single Parse Computes culture
        System.Single TryParse Computes culture
        System.Single ToString Computes culture
        System.Double Parse Computes culture
        System.Double TryParse Computes culture
        System.Double ToString Computes culture
        System.Decimal Parse Computes culture
        System.Decimal TryParse Computes culture
        System.Decimal ToString Computes culture
        System.DateTime Parse Computes culture
        System.DateTime TryParse Computes culture
        System.DateTime ToString Computes culture
        System.DateTimeOffset Parse Computes culture
        System.DateTimeOffset TryParse Computes culture
        System.DateTimeOffset ToString Computes culture
        System.DateOnly Parse Computes culture
        System.DateOnly TryParse Computes culture
        System.DateOnly ToString Computes culture
        System.Int32 Parse Computes culture whole
        System.Int32 TryParse Computes culture whole
        System.UInt32 Parse Computes culture whole
        System.UInt32 TryParse Computes culture whole
        System.Int64 Parse Computes culture whole
        System.Int64 TryParse Computes culture whole
        System.Convert ToSingle Computes culture
        System.Convert ToDouble Computes culture
        System.Convert ToDecimal Computes culture
        System.Convert ToDateTime Computes culture
        System.Convert ToInt32 Computes culture whole
        System.Convert ToInt64 Computes culture whole
        System.Convert ToString Computes culture
        System.String Format Computes culture
        System.String Join Computes culture
        System.String Concat Computes culture
        System.Console ReadLine AsksUser

        System.Math * Computes
        System.MathF * Computes
        System.Convert * Computes
        System.BitConverter * Computes
        System.Single CompareTo Computes
        System.Double CompareTo Computes
        System.Single * Computes
        System.Double * Computes
        System.Int32 * Computes
        System.Int64 * Computes
        System.Decimal * Computes
        System.String * Computes
        System.Object ToString Computes
        System.Object GetHashCode Computes
        System.String GetHashCode Computes perProcess
        System.StringComparer GetHashCode Computes perProcess
        System.Uri GetHashCode Computes perProcess
        System.HashCode * Computes
        System.HashCode Combine Computes perProcess
        System.HashCode ToHashCode Computes perProcess
        System.ValueTuple`2 GetHashCode Computes perProcess
        System.ValueTuple`3 GetHashCode Computes perProcess
        System.ValueTuple`4 GetHashCode Computes perProcess
        System.ValueTuple`5 GetHashCode Computes perProcess
        System.Runtime.CompilerServices.RuntimeHelpers GetHashCode Computes perProcess
        System.DateTime * Computes
        System.DateTimeOffset * Computes
        System.DateOnly * Computes
        System.TimeSpan * Computes
        System.Guid * Computes
        System.Collections.Generic.CollectionExtensions GetValueOrDefault Computes
        System.Text.StringBuilder * Computes mutable

        System.IO.Path Combine CombinesPath
        System.IO.Path Join CombinesPath
        System.IO.Path GetFullPath CombinesPath
        System.IO.Path ChangeExtension CombinesPath
        System.IO.Path GetTempFileName DrawsRandom unseedable names
        System.IO.Path GetDirectoryName Computes
        System.IO.TextWriter Write WritesText content=value
        System.IO.TextWriter WriteAsync WritesText content=value
        System.IO.TextWriter WriteLine WritesText content=value
        System.IO.TextWriter WriteLineAsync WritesText content=value
        System.IO.File Create OpensFile path=path writes
        System.IO.File CreateText OpensFile path=path writes
        System.IO.File AppendText OpensFile path=path writes
        System.IO.File OpenWrite OpensFile path=path writes
        System.IO.File Open OpensFile path=path
        System.IO.File OpenRead OpensFile path=path
        System.IO.File OpenText OpensFile path=path
        System.IO.FileStream .ctor OpensFile path=path
        System.IO.StreamWriter .ctor OpensFile path=path stream=stream writes
        System.IO.StreamReader .ctor OpensFile path=path
        System.IO.FileInfo .ctor OpensFile path=fileName
        System.IO.FileInfo Create OpensFile path=this writes
        System.IO.FileInfo OpenWrite OpensFile path=this writes
        System.IO.FileInfo Open OpensFile path=this
        System.IO.FileInfo OpenRead OpensFile path=this
        System.IO.FileInfo CopyTo CopiesFile from=this to=destFileName
        System.IO.FileInfo MoveTo CopiesFile from=this to=destFileName
        System.IO.File Copy CopiesFile from=sourceFileName to=destFileName
        System.IO.File Move CopiesFile from=sourceFileName to=destFileName
        System.IO.File ReadAllText ReadsFile path=path
        System.IO.File ReadAllTextAsync ReadsFile path=path
        System.IO.File ReadAllLines ReadsFile path=path
        System.IO.File ReadAllLinesAsync ReadsFile path=path
        System.IO.File ReadAllBytes ReadsFile path=path
        System.IO.File ReadAllBytesAsync ReadsFile path=path
        System.IO.File ReadLines ReadsFile path=path deferred
        System.IO.File ReadLinesAsync ReadsFile path=path deferred
        System.IO.File WriteAllText WritesFile path=path content=contents
        System.IO.File WriteAllTextAsync WritesFile path=path content=contents
        System.IO.File WriteAllLines WritesFile path=path content=contents
        System.IO.File WriteAllLinesAsync WritesFile path=path content=contents
        System.IO.File WriteAllBytes WritesFile path=path content=bytes
        System.IO.File WriteAllBytesAsync WritesFile path=path content=bytes
        System.IO.File AppendAllText WritesFile path=path content=contents
        System.IO.File AppendAllTextAsync WritesFile path=path content=contents
        System.IO.File AppendAllLines WritesFile path=path content=contents
        System.IO.File AppendAllLinesAsync WritesFile path=path content=contents
        System.IO.MemoryStream .ctor OpensMemory content=buffer
        System.IO.MemoryStream ToArray Computes
        System.IO.MemoryStream GetBuffer Computes
        System.IO.MemoryStream WriteTo CopiesBytes from=this to=stream
        System.IO.Stream CopyTo CopiesBytes from=this to=destination
        System.IO.Stream CopyToAsync CopiesBytes from=this to=destination
        System.IO.Stream Write CopiesBytes from=buffer to=this
        System.IO.Stream WriteAsync CopiesBytes from=buffer to=this
        System.IO.BufferedStream .ctor WrapsStream stream=stream
        System.IO.Compression.GZipStream .ctor WrapsStream stream=stream
        System.IO.Compression.DeflateStream .ctor WrapsStream stream=stream
        System.IO.Compression.BrotliStream .ctor WrapsStream stream=stream
        System.IDisposable Dispose Computes
        System.IAsyncDisposable DisposeAsync Computes
        System.IO.FileInfo Directory Computes
        System.IO.FileInfo DirectoryName Computes
        System.IO.FileSystemInfo FullName Computes
        System.IO.DirectoryInfo .ctor Computes
        System.IO.DirectoryInfo Parent Computes
        System.IO.Directory GetParent Computes
        System.IO.Directory CreateDirectory Computes
        System.IO.Path GetTempPath ReadsDirectory
        System.IO.Directory GetCurrentDirectory ReadsDirectory
        System.Environment CurrentDirectory ReadsDirectory
        System.Environment SystemDirectory ReadsDirectory
        System.Environment GetFolderPath ReadsDirectory
        System.AppContext BaseDirectory ReadsDirectory
        System.AppDomain BaseDirectory ReadsDirectory
        System.Reflection.Assembly Location ReadsDirectory
        System.Reflection.Assembly CodeBase ReadsDirectory

        System.Data.IDbCommand ExecuteReader QueriesDatabase
        System.Data.Common.DbCommand ExecuteReader QueriesDatabase
        System.Data.Common.DbCommand ExecuteReaderAsync QueriesDatabase
        System.Net.Http.HttpClient GetStreamAsync Downloads
        System.Net.Http.HttpClient GetByteArrayAsync Downloads
        System.Net.Http.HttpClient GetAsync Downloads
        System.Net.Http.HttpClient SendAsync Downloads
        System.Net.Http.HttpClient Send Downloads
        System.Net.Http.HttpResponseMessage EnsureSuccessStatusCode Keeps data=this
        System.Net.Http.HttpContent ReadAsStreamAsync Computes
        System.Net.Http.HttpContent ReadAsStream Computes
        System.Net.Http.HttpContent ReadAsByteArrayAsync Computes
        System.Net.Http.HttpContent CopyToAsync CopiesBytes from=this to=stream
        System.Net.Http.HttpContent CopyTo CopiesBytes from=this to=stream
        System.Net.WebClient OpenRead Downloads
        System.Net.WebClient OpenReadTaskAsync Downloads
        System.Net.WebClient DownloadData Downloads
        System.Net.WebClient DownloadDataTaskAsync Downloads
        System.Net.WebClient DownloadFile Downloads path=fileName
        System.Net.WebClient DownloadFileTaskAsync Downloads path=fileName

        System.Security.Cryptography.SHA256 HashData Hashes
        System.Security.Cryptography.SHA256 HashDataAsync Hashes
        System.Security.Cryptography.SHA384 HashData Hashes
        System.Security.Cryptography.SHA384 HashDataAsync Hashes
        System.Security.Cryptography.SHA512 HashData Hashes
        System.Security.Cryptography.SHA512 HashDataAsync Hashes
        System.Security.Cryptography.SHA1 HashData Hashes
        System.Security.Cryptography.SHA1 HashDataAsync Hashes
        System.Security.Cryptography.MD5 HashData Hashes
        System.Security.Cryptography.MD5 HashDataAsync Hashes
        System.Security.Cryptography.HMACSHA256 HashData Hashes
        System.Security.Cryptography.HMACSHA256 HashDataAsync Hashes
        System.Security.Cryptography.HMACSHA512 HashData Hashes
        System.Security.Cryptography.HMACSHA512 HashDataAsync Hashes
        System.Security.Cryptography.HashAlgorithm ComputeHash Hashes
        System.Security.Cryptography.HashAlgorithm ComputeHashAsync Hashes
        System.Security.Cryptography.IncrementalHash AppendData Hashes
        System.Security.Cryptography.RSA VerifyData Hashes
        System.Security.Cryptography.RSA VerifyHash Hashes
        System.Security.Cryptography.ECDsa VerifyData Hashes
        System.Security.Cryptography.ECDsa VerifyHash Hashes
        System.Security.Cryptography.CryptographicOperations HashData Hashes

        System.Threading.Tasks.Task Run RunsDelegate
        System.Threading.Tasks.TaskFactory StartNew RunsDelegate
        System.Threading.Tasks.Task FromResult Keeps data=result
        System.Threading.Tasks.Task ConfigureAwait Keeps data=this
        System.Threading.Tasks.Task`1 ConfigureAwait Keeps data=this
        System.Threading.Tasks.Task`1 GetAwaiter Keeps data=this
        System.Runtime.CompilerServices.TaskAwaiter`1 GetResult Keeps data=this
        System.Threading.Tasks.ValueTask`1 AsTask Keeps data=this
        """;
}
