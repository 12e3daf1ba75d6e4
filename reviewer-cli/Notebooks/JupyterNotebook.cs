using System.Collections.Immutable;
using System.Text.Json;

namespace MlReview.Cli.Notebooks;

/// <summary>Reads <c>.ipynb</c> files. Outputs are skipped without being decoded: they are most of such a file, and none of the code.</summary>
internal static class JupyterNotebook
{
    private const int Format = 4;
    private const int MostCells = 10_000;
    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 64 };

    /// <returns>The notebook, or null and the clause that completes the sentence begun by its name.</returns>
    public static NotebookContent? TryRead(ReadOnlySpan<byte> file, out string reason)
    {
        var bom = file is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0;
        var reader = new Utf8JsonReader(file[bom..], s_options);
        try
        {
            return Read(ref reader, bom, out reason);
        }
        catch (JsonException e)
        {
            reason = FormattableString.Invariant($"is not a notebook, for it is not valid JSON (line {e.LineNumber + 1})");
            return null;
        }
    }

    private static NotebookContent? Read(ref Utf8JsonReader reader, int bom, out string reason)
    {
        var language = "";
        int? format = null;
        ImmutableArray<NotebookCell>? cells = null;
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            while (Next(ref reader, out var name))
            {
                if (name == "metadata")
                    language = LanguageOf(ref reader);
                else if (name == "nbformat" && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number))
                    format = number;
                else if (name == "cells" && reader.TokenType == JsonTokenType.StartArray)
                    cells = Cells(ref reader, bom);
                else
                    reader.Skip();
            }
        reason = format is not null && format != Format ? FormattableString.Invariant($"has notebook format {format}, and format {Format} is read")
            : cells is null ? "is not a notebook, for it has no cells"
            : cells.Value.Length > MostCells ? FormattableString.Invariant($"has more than {MostCells:N0} code cells")
            : "";
        return reason.Length == 0 ? new NotebookContent(language, cells!.Value) : null;
    }

    private static ImmutableArray<NotebookCell> Cells(ref Utf8JsonReader reader, int bom)
    {
        var cells = ImmutableArray.CreateBuilder<NotebookCell>();
        for (var number = 1; reader.Read() && reader.TokenType != JsonTokenType.EndArray; number++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                reader.Skip();
            else if (Cell(ref reader, number, bom) is { } cell && cells.Count <= MostCells)
                cells.Add(cell);
        }
        return cells.ToImmutable();
    }

    /// <returns>Null for what holds no code.</returns>
    private static NotebookCell? Cell(ref Utf8JsonReader reader, int number, int bom)
    {
        var isCode = false;
        int? executed = null;
        var language = "";
        var source = new MappedText();
        while (Next(ref reader, out var name))
        {
            if (name == "cell_type" && reader.TokenType == JsonTokenType.String)
                isCode = reader.ValueTextEquals("code");
            else if (name == "execution_count" && reader.TokenType == JsonTokenType.Number)
                executed = reader.TryGetInt32(out var count) ? count : null;
            else if (name == "metadata")
                language = LanguageOf(ref reader);
            else if (name == "source" && reader.TokenType == JsonTokenType.String)
                source.AddJson(reader.ValueSpan, bom + (int)reader.TokenStartIndex + 1);
            else if (name == "source" && reader.TokenType == JsonTokenType.StartArray)
                AddLines(ref reader, source, bom);
            else
                reader.Skip();
        }
        var (text, offsets) = source.End();
        return isCode && text.Length > 0 ? new NotebookCell(number, executed, language, text, offsets) : null;
    }

    private static void AddLines(ref Utf8JsonReader reader, MappedText source, int bom)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
                source.AddJson(reader.ValueSpan, bom + (int)reader.TokenStartIndex + 1);
            else
                reader.Skip();
        }
    }

    /// <summary>
    /// The language that metadata names, of a cell or of the notebook. .NET Interactive's own word beats that of the editor, and that the kernel's,
    /// which for a notebook of many languages is the one it starts in.
    /// </summary>
    private static string LanguageOf(ref Utf8JsonReader reader)
    {
        var found = new SortedDictionary<int, string>();
        Collect(ref reader, "", found);
        return found.Count > 0 ? found.First().Value : "";
    }

    private static void Collect(ref Utf8JsonReader reader, string path, SortedDictionary<int, string> found)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (reader.TokenType == JsonTokenType.String && Array.IndexOf(s_languagePaths, path) is >= 0 and var rank)
                found[rank] = reader.GetString() ?? "";
            reader.Skip();
            return;
        }
        while (Next(ref reader, out var name))
            Collect(ref reader, path + "/" + name, found);
    }

    private static readonly string[] s_languagePaths =
    [
        "/polyglot_notebook/kernelName", "/dotnet_interactive/language", "/polyglot_notebook/kernelInfo/defaultKernelName", "/dotnet_interactive/defaultKernelName",
        "/vscode/languageId", "/kernelspec/name", "/kernelspec/language", "/language_info/name",
    ];

    /// <summary>Moves to the value of an object's next property.</summary>
    private static bool Next(ref Utf8JsonReader reader, out string name)
    {
        name = "";
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            return false;
        // Names matter only when they are known, and those are short and plain.
        name = reader.ValueSpan.Length <= 64 && !reader.ValueIsEscaped ? System.Text.Encoding.UTF8.GetString(reader.ValueSpan) : "?";
        return reader.Read();
    }
}
