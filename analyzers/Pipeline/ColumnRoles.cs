using System.Collections.Immutable;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>What the name of a column, by common usage, says it is for.</summary>
internal static class ColumnRoles
{
    /// <summary>Columns whose rows of one value belong together, and which seldom stand in one row only.</summary>
    private static readonly ImmutableHashSet<string> s_groups = ImmutableHashSet.Create("userid", "patientid", "subjectid", "sessionid", "groupid", "queryid");

    private static readonly ImmutableHashSet<string> s_identifiers = ImmutableHashSet.Create("id", "guid", "uuid", "rowid", "rownumber", "rowindex");

    private static readonly ImmutableHashSet<string> s_times = ImmutableHashSet.Create("date", "datetime", "timestamp", "time");

    /// <summary>Parts of names of dates that say something about a person or thing, not when the row was seen.</summary>
    private static readonly ImmutableArray<string> s_traits = ImmutableArray.Create("birth", "born", "dob");

    /// <summary>What has few values: its number is a code that many rows share.</summary>
    private static readonly ImmutableHashSet<string> s_codes = ImmutableHashSet.Create(
        "type", "category", "class", "code", "status", "gender", "sex", "level", "grade", "group", "kind", "region", "country", "state", "zone", "month", "day", "vendor",
        "language", "currency", "cluster", "model", "brand", "department");

    private static readonly ImmutableArray<string> s_endings = ImmutableArray.Create("Id", "ID", "Guid", "GUID", "Uuid", "UUID");

    public static bool IsGroup(string column, ImmutableHashSet<string> configured) => IsAmong(column, s_groups) || IsAmong(column, configured);

    public static bool IsAmong(string column, ImmutableHashSet<string> names) => names.Any(name => Plain(name) == Plain(column));

    /// <summary>Whether a column holds when its row was seen.</summary>
    public static bool IsTime(string column, ColumnContent content) => content switch
    {
        ColumnContent.Time => !s_traits.Any(Plain(column).Contains),
        ColumnContent.Text => s_times.Contains(Plain(column)),
        _ => false,
    };

    /// <summary>Whether a column is named like one that tells rows apart: <c>Id</c>, <c>CustomerId</c>, <c>order_id</c>, <c>RowNumber</c>.</summary>
    public static bool IsIdentifier(string column)
    {
        if (s_identifiers.Contains(Plain(column)))
            return true;
        var ending = s_endings.FirstOrDefault(each => column.EndsWith(each, StringComparison.Ordinal))
            ?? s_endings.FirstOrDefault(each => column.EndsWith("_" + each, StringComparison.OrdinalIgnoreCase));
        if (ending is null || column.Length == ending.Length)
            return false;

        // "PAID" and "Valid" end in the letters of a word, not in a word.
        var stem = column.Substring(0, column.Length - ending.Length);
        var last = stem[stem.Length - 1];
        return (last == '_' || char.IsLower(last) || char.IsDigit(last)) && !s_codes.Contains(LastWord(stem.TrimEnd('_')));
    }

    private static string LastWord(string name)
    {
        var start = name.Length - 1;
        while (start > 0 && !char.IsUpper(name[start]) && name[start - 1] != '_')
            start--;
        return start < 0 ? "" : name.Substring(start).ToLowerInvariant();
    }

    private static string Plain(string column) => column.Replace("_", "").ToLowerInvariant();
}
