using System.Text;
using Microsoft.CodeAnalysis.Text;
using MlReview.Cli.Fixing;

namespace MlReview.Cli.Tests.Fixing;

/// <summary>A repaired file is written whole, in its own encoding, and only over the text that was repaired.</summary>
public sealed class SourceFileTests : IDisposable
{
    private const string Before = "// für alle\r\nvar a = 1;\n";
    private const string After = "// für alle\r\nvar a = 2;\n";

    private readonly TemporaryTree _tree = new();

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with BOM", "utf-16", "utf-16BE"];

    public void Dispose() => _tree.Dispose();

    [Theory]
    [MemberData(nameof(Encodings))]
    public void The_encoding_and_the_line_ends_stay(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "utf-8 with BOM" => new UTF8Encoding(true),
            "utf-16" => new UnicodeEncoding(false, true),
            _ => new UnicodeEncoding(true, true),
        };
        File.WriteAllText(_tree["A.cs"], Before, encoding);

        Assert.Equal("", Write());

        Assert.Equal([.. encoding.GetPreamble(), .. encoding.GetBytes(After)], File.ReadAllBytes(_tree["A.cs"]));
        Assert.Equal(["A.cs"], Directory.GetFiles(_tree.Root).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_changed_meanwhile_is_left_alone()
    {
        File.WriteAllText(_tree["A.cs"], "somebody else's");
        Assert.Equal("changed since it was read", Write());
        Assert.Equal("somebody else's", File.ReadAllText(_tree["A.cs"]));
    }

    [Fact]
    public void A_file_in_an_encoding_that_is_not_known_is_left_alone()
    {
        byte[] latin = [.. "// f"u8, 0xFC, .. "r alle\n"u8];
        File.WriteAllBytes(_tree["A.cs"], latin);
        Assert.Equal("is not UTF-8 or UTF-16 text", Write());
        Assert.Equal(latin, File.ReadAllBytes(_tree["A.cs"]));
    }

    [Fact]
    public void A_file_that_is_gone_is_said_to_be() => Assert.Equal("cannot be written", Write());

    private string Write() => SourceFile.TryWrite(new SourceChange(_tree["A.cs"], SourceText.From(Before), SourceText.From(After)));
}
