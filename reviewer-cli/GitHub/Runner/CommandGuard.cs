using System.Globalization;
using System.Text;

namespace MlReview.Cli.GitHub.Runner;

/// <summary>
/// What goes to the log of a workflow, where a line that begins with <c>::</c>, or has <c>##[</c> anywhere, may be a command: a blank keeps
/// every text from being one. Stopping commands around it would not do: standard output and standard error are read side by side, so that
/// a line of the one can be seen before the other stops commands, or after it starts them again.
/// </summary>
internal sealed class CommandGuard(TextWriter inner) : TextWriter(CultureInfo.InvariantCulture)
{
    private bool _isLineEmpty = true;
    private bool _isAfterColon;
    private int _hashes;

    /// <summary>From here on, nothing that is written to the console can be a command.</summary>
    public static void Install()
    {
        Console.SetOut(new CommandGuard(Console.Out));
        Console.SetError(new CommandGuard(Console.Error));
    }

    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        var written = 0;
        for (var i = 0; i < buffer.Length; i++)
        {
            if (!CompletesCommand(buffer[i]))
                continue;
            inner.Write(buffer[written..i]);
            inner.Write(' ');
            written = i;
        }
        inner.Write(buffer[written..]);
    }

    public override void Flush() => inner.Flush();

    private bool CompletesCommand(char c)
    {
        if (IsLineEnd(c))
        {
            (_isLineEmpty, _isAfterColon, _hashes) = (true, false, 0);
            return false;
        }
        // The runner trims blanks, and compares by the rules of a culture, which overlook what has no weight.
        if (c is ' ' or '\t')
            (_isAfterColon, _hashes) = (false, 0);
        if (IsWeightless(c))
            return false;
        var completes = (c == ':' && _isAfterColon) || (c == '[' && _hashes == 2);
        _isAfterColon = c == ':' && _isLineEmpty;
        _isLineEmpty = false;
        _hashes = c == '#' ? Math.Min(2, _hashes + 1) : 0;
        return completes;
    }

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsWeightless(char c) => c is not (>= '!' and <= '~') && (char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate);
}
