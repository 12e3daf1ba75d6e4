using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace MlReview.Cli.Compilations;

internal enum FrameworkFamily
{
    NetFramework,
    NetStandard,
    NetCoreApp,
}

/// <summary>A target framework moniker, as far as it decides symbols, language version and which of several is newest.</summary>
internal sealed record TargetFramework(string Moniker, FrameworkFamily Family, Version Version, string Platform)
{
    /// <summary>What a file without a project is compiled as.</summary>
    public static TargetFramework Newest { get; } = new("net10.0", FrameworkFamily.NetCoreApp, new Version(10, 0), "");

    /// <summary>Frameworks that the SDK defines an OR_GREATER symbol for.</summary>
    private static readonly Version[] s_core = [new(1, 0), new(1, 1), new(2, 0), new(2, 1), new(2, 2), new(3, 0), new(3, 1), new(5, 0), new(6, 0), new(7, 0), new(8, 0), new(9, 0), new(10, 0), new(11, 0)];
    private static readonly Version[] s_standard = [new(1, 0), new(1, 1), new(1, 2), new(1, 3), new(1, 4), new(1, 5), new(1, 6), new(2, 0), new(2, 1)];
    private static readonly Version[] s_framework = [new(2, 0), new(3, 5), new(4, 0), new(4, 5), new(4, 5, 1), new(4, 5, 2), new(4, 6), new(4, 6, 1), new(4, 6, 2), new(4, 7), new(4, 7, 1), new(4, 7, 2), new(4, 8), new(4, 8, 1)];

    public static TargetFramework? TryParse(string moniker)
    {
        var text = moniker.Trim().ToLowerInvariant();
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var platform = dash < 0 ? "" : new string([.. text[(dash + 1)..].TakeWhile(char.IsLetter)]);
        var framework = dash < 0 ? text : text[..dash];
        if (Numbered(framework, "netcoreapp") is { } core)
            return new(text, FrameworkFamily.NetCoreApp, core, platform);
        if (Numbered(framework, "netstandard") is { } standard)
            return new(text, FrameworkFamily.NetStandard, standard, platform);
        if (Numbered(framework, "net") is not { } version)
            return null;
        return framework.Contains('.', StringComparison.Ordinal) && version.Major >= 5
            ? new(text, FrameworkFamily.NetCoreApp, version, platform)
            : new(text, FrameworkFamily.NetFramework, version, platform);
    }

    /// <summary>The version that a project of the old format names (<c>v4.7.2</c>).</summary>
    public static TargetFramework? TryParseLegacy(string version) =>
        Version.TryParse(version.TrimStart('v', 'V'), out var parsed)
            ? new("net" + parsed.ToString().Replace(".", "", StringComparison.Ordinal), FrameworkFamily.NetFramework, parsed, "")
            : null;

    /// <summary>Newer family first, then version; one without a platform before its platform-specific siblings.</summary>
    public static TargetFramework? NewestOf(IEnumerable<string> monikers) =>
        monikers.Select(TryParse).OfType<TargetFramework>()
            .OrderByDescending(f => f.Family).ThenByDescending(f => f.Version).ThenBy(f => f.Platform, StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The symbols that the SDK defines besides DEBUG and TRACE.</summary>
    public IEnumerable<string> Symbols()
    {
        var (names, known) = Family switch
        {
            FrameworkFamily.NetFramework => ("NETFRAMEWORK", s_framework),
            FrameworkFamily.NetStandard => ("NETSTANDARD", s_standard),
            _ => ("NETCOREAPP", s_core),
        };
        yield return names;
        if (Family == FrameworkFamily.NetCoreApp && Version.Major >= 5)
            yield return "NET";
        yield return Symbol(Version);
        foreach (var version in known.Where(v => v <= Version))
            yield return Symbol(version) + "_OR_GREATER";
        if (Platform.Length > 0)
            yield return Platform.ToUpperInvariant();
    }

    public LanguageVersion DefaultLanguage => (Family, Version.Major, Version.Minor) switch
    {
        (FrameworkFamily.NetFramework, _, _) => LanguageVersion.CSharp7_3,
        (FrameworkFamily.NetStandard, 2, 1) => LanguageVersion.CSharp8,
        (FrameworkFamily.NetStandard, _, _) => LanguageVersion.CSharp7_3,
        (_, <= 2, _) => LanguageVersion.CSharp7_3,
        (_, 3, _) => LanguageVersion.CSharp8,
        (_, 5, _) => LanguageVersion.CSharp9,
        (_, 6, _) => LanguageVersion.CSharp10,
        (_, 7, _) => LanguageVersion.CSharp11,
        (_, 8, _) => LanguageVersion.CSharp12,
        (_, 9, _) => LanguageVersion.CSharp13,
        (_, 10, _) => LanguageVersion.CSharp14,
        _ => LanguageVersion.Latest,
    };

    private string Symbol(Version version) => Family switch
    {
        FrameworkFamily.NetFramework => "NET" + version.ToString().Replace(".", "", StringComparison.Ordinal),
        FrameworkFamily.NetStandard => $"NETSTANDARD{version.Major}_{version.Minor}",
        _ when version.Major >= 5 => $"NET{version.Major}_{version.Minor}",
        _ => $"NETCOREAPP{version.Major}_{version.Minor}",
    };

    private static Version? Numbered(string text, string prefix)
    {
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        var number = text[prefix.Length..];
        if (number.Contains('.', StringComparison.Ordinal))
            return Version.TryParse(number, out var dotted) ? dotted : null;
        return number.Length is >= 2 and <= 3 && number.All(char.IsAsciiDigit)
            ? Version.Parse(string.Join('.', number.Select(c => c.ToString(CultureInfo.InvariantCulture))))
            : null;
    }
}
