using MlReview.Cli.Findings;

namespace MlReview.Cli.Reports;

/// <summary>Colours of a terminal, or none.</summary>
internal sealed class Style(bool isOn)
{
    public bool IsOn => isOn;

    public string Bold(string text) => Paint("1", text);

    public string Dim(string text) => Paint("2", text);

    public string Path(string text) => Paint("1;4", text);

    public string Good(string text) => Paint("32", text);

    public string Mark(string text, Severity severity) => Paint(Code(severity), text);

    public string Badge(string text, Severity severity) => Paint(Code(severity) + ";1", text);

    private static string Code(Severity severity) => severity switch
    {
        Severity.Critical => "31",
        Severity.Major => "33",
        Severity.Minor => "36",
        _ => "34",
    };

    private string Paint(string code, string text) => isOn && text.Length > 0 ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
