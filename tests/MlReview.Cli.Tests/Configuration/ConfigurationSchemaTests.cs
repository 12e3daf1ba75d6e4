using System.Text.Json;
using MlReview.Cli.Configuration;
using MlReview.Cli.Tests.Reports;

namespace MlReview.Cli.Tests.Configuration;

/// <summary>The published schema is that of the keys. To write it anew, run the tests with <c>MLREVIEW_UPDATE_DOCS=1</c>.</summary>
public sealed class ConfigurationSchemaTests
{
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "mlreview.schema.json");

    private static string Schema()
    {
        var text = new StringWriter { NewLine = "\n" };
        ConfigurationSchema.Write(text);
        return text.ToString();
    }

    [Fact]
    public void The_published_schema_is_made_from_the_keys()
    {
        if (Environment.GetEnvironmentVariable("MLREVIEW_UPDATE_DOCS") == "1")
            File.WriteAllText(s_file, Schema());
        Assert.Equal(Schema(), File.ReadAllText(s_file), ignoreLineEndingDifferences: true);
    }

    /// <summary>The schema as an editor applies it, and the reviewer, on the same configuration in JSON, which is YAML too.</summary>
    [Theory]
    [InlineData("""{ "include": ["src/**"], "exclude": [], "fail-on": "never", "stage": "experiment", "rules": { "MLR101": "off", "leakage": "minor" }, "baseline": "a/b.json" }""", true)]
    [InlineData("""{ }""", true)]
    [InlineData("""{ "include": null, "rules": null }""", true)]
    [InlineData("""{ "exlude": [] }""", false)]
    [InlineData("""{ "include": "src/**" }""", false)]
    [InlineData("""{ "include": [[]] }""", false)]
    [InlineData("""{ "include": [""] }""", false)]
    [InlineData("""{ "fail-on": "blocker" }""", false)]
    [InlineData("""{ "stage": null }""", false)]
    [InlineData("""{ "rules": { "MLR999": "off" } }""", false)]
    [InlineData("""{ "rules": { "MLR101": "error" } }""", false)]
    [InlineData("""{ "baseline": [] }""", false)]
    public void The_schema_and_the_reviewer_accept_the_same(string configuration, bool isAccepted)
    {
        Assert.Equal(isAccepted, JsonSchema.Validate(Schema(), configuration).Count == 0);
        Assert.Equal(isAccepted, ConfigurationFile.TryParse(configuration, new ReviewConfiguration("/"), out _) is not null);
    }

    [Fact]
    public void The_guide_has_every_key_and_the_header_for_editors()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "configuration.md"));
        Assert.Contains(ConfigurationSchema.EditorHeader, guide, StringComparison.Ordinal);
        Assert.All(ConfigurationKeys.All, key => Assert.Contains($"| `{key.Name}` |", guide, StringComparison.Ordinal));
        Assert.Equal(ConfigurationSchema.Address, JsonDocument.Parse(Schema()).RootElement.GetProperty("$id").GetString());
    }
}
