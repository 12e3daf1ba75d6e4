using System.Text;
using MlReview.Cli.Configuration;
using MlReview.Cli.Reports;

namespace MlReview.Cli.Initializing;

/// <summary>A <c>.mlreview.yml</c> that says what can be said and decides nothing: all of it is the default.</summary>
internal static class StarterConfiguration
{
    private const int Width = 100;

    public static StarterFile File => new(ConfigurationFile.Name, Text());

    /// <summary>What stands below the explanation of a key. What would not be the default is a comment.</summary>
    private static string Example(ConfigurationKey key) => key switch
    {
        WordKey words => $"{key.Name}: {words.Words[0]}",
        RulesKey => $"{key.Name}:\n#  MLR301: critical\n#  artifacts: info\n#  MLR406: off",
        PatternsKey => $"#{key.Name}:\n#  - {(key.Name == "include" ? "src/**" : "'**/Generated/**'")}",
        _ => $"#{key.Name}: .mlreview/baseline.json",
    };

    private static string Text()
    {
        var text = new StringBuilder(ConfigurationSchema.EditorHeader).Append('\n');
        text.Append("# How mlreview reviews this repository. As it stands, all is as it would be without this file.\n");
        text.Append("# The guide: ").Append(Product.Home).Append("blob/main/docs/configuration.md\n");
        foreach (var key in ConfigurationKeys.All)
        {
            text.Append('\n');
            var explanation = key is WordKey ? $"{key.Description} Takes {key.Takes}." : key.Description;
            foreach (var line in TextWrap.Lines(explanation, Width))
                text.Append("# ").Append(line).Append('\n');
            text.Append(Example(key)).Append('\n');
        }
        return text.ToString();
    }
}
