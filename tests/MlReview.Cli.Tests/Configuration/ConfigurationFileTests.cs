using FsCheck;
using FsCheck.Fluent;
using MlReview.Cli.Configuration;
using MlReview.Cli.Findings;

namespace MlReview.Cli.Tests.Configuration;

public sealed class ConfigurationFileTests
{
    private const string Keys = "include, exclude, fail-on, stage, rules, baseline";

    private static ReviewConfiguration? Read(string text, out string error)
    {
        var read = ConfigurationFile.TryParse(text, new ReviewConfiguration("/repository"), out var wrong);
        error = wrong is null ? "" : $"{wrong.Line}:{wrong.Column} {wrong.Message}";
        return read;
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var read = Read("""
            # yaml-language-server: $schema=https://example.org/mlreview.schema.json
            include: [ "src/**" ]
            exclude:
              - '**/Generated/**'
              - legacy/*.cs
            fail-on: major
            stage: experiment
            rules:
              MLR401: off
              mlr110: Minor
            baseline: quality/known.json
            """.Replace("Minor", "minor", StringComparison.Ordinal), out var error)!;
        Assert.Equal("", error);
        Assert.True(read.Include!.Value[0].IsMatch("src/a/b.cs"));
        Assert.Equal([true, true], read.Exclude!.Value.Zip(["x/Generated/y.cs", "legacy/a.cs"], (glob, path) => glob.IsMatch(path)));
        Assert.Equal((Severity.Major, ProjectStage.Experiment, "quality/known.json"), (read.FailOn!.AtLeast, read.Stage, read.Baseline));
        Assert.Equal((null, Severity.Minor), (read.Rules["MLR401"], read.Rules["MLR110"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n")]
    [InlineData("include:\nexclude:\n#  - a\nrules:\n")]
    public void Nothing_can_be_said(string text)
    {
        Assert.NotNull(Read(text, out var error));
        Assert.Equal("", error);
    }

    [Theory]
    [InlineData("stage: production\nexlude: []", "2:1 there is no key 'exlude'; the nearest is 'exclude', and all are: " + Keys)]
    [InlineData("fail_on: major", "1:1 there is no key 'fail_on'; the nearest is 'fail-on', and all are: " + Keys)]
    [InlineData("Stage: production", "1:1 there is no key 'Stage'; the nearest is 'stage', and all are: " + Keys)]
    [InlineData("[a, b]", "1:1 keys are expected here: " + Keys)]
    [InlineData("just text", "1:1 keys are expected here: " + Keys)]
    [InlineData("fail-on: blocker", "1:10 'fail-on' takes critical, major, minor or never, not 'blocker'")]
    [InlineData("fail-on: [major]", "1:10 'fail-on' takes critical, major, minor or never, not a list")]
    [InlineData("stage:", "1:7 'stage' takes production or experiment, not nothing")]
    [InlineData("include: src/**", "1:10 'include' takes a list of path patterns, not a word")]
    [InlineData("include:\n  - a: b", "2:5 'include' takes a list of path patterns, and this is none")]
    [InlineData("rules: [MLR101]", "1:8 'rules' takes ids of rules or categories, each with off, info, minor, major or critical, not a list")]
    [InlineData("rules:\n  MLR1O1: off", "2:3 there is no rule or category 'MLR1O1'; the nearest is 'MLR101'")]
    [InlineData("rules:\n  artefacts: off", "2:3 there is no rule or category 'artefacts'; the nearest is 'artifacts'")]
    [InlineData("rules:\n  MLR101: of", "2:11 'MLR101' takes off, info, minor, major or critical, not 'of'")]
    [InlineData("rules:\n  MLR101: off\n  mlr101: minor", "3:3 'mlr101' stands here a second time")]
    [InlineData("baseline: /etc/passwd", "1:11 'baseline' takes the path of a file relative to this one, and '/etc/passwd' is an absolute path")]
    [InlineData("baseline: //server/share", "1:11 'baseline' takes the path of a file relative to this one, and '//server/share' is a network or device path")]
    [InlineData("stage: production\nstage: experiment", "2:1 'stage' stands here a second time")]
    [InlineData("include: &all [a]\nexclude: *all", "1:10 anchors and aliases are not read; write the value out")]
    [InlineData("include: !!set [a]", "1:10 tags are not read; write the value without one")]
    [InlineData("include: [[[[[[[[[[[[a]]]]]]]]]]]]", "1:18 values are nested more than 8 deep")]
    [InlineData("? [a]\n: b", "1:3 a key is a word")]
    [InlineData("stage: production\n---\nstage: experiment", "2:1 a second document begins here, and only one is read")]
    public void What_is_wrong_is_said_with_its_place_and_what_is_accepted(string text, string expected)
    {
        Assert.Null(Read(text, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("include: [a")]
    [InlineData("include: 'a")]
    [InlineData("include: \"\\q\"")]
    [InlineData("%YAML 9\n")]
    public void What_is_no_yaml_is_said_with_its_place(string text)
    {
        Assert.Null(Read(text, out var error));
        Assert.Matches("^[0-9]+:[0-9]+ this is not valid YAML: .+$", error);
    }

    [Fact]
    public void Patterns_that_are_too_long_are_refused() =>
        Assert.Equal($"1:12 the pattern '{new string('a', 40)}…' has 1,025 characters; 1,024 are accepted", Error($"include: [ '{new string('a', 1025)}' ]"));

    [Fact]
    public void A_file_of_many_values_is_refused() =>
        Assert.Contains("there are more than 10,000 values", Error("include:\n" + string.Concat(Enumerable.Repeat("- a\n", 10_001))), StringComparison.Ordinal);

    [Fact]
    public void No_text_whatever_makes_reading_fail_otherwise_than_by_saying_so()
    {
        var piece = Gen.Elements("include", "rules", ":", " ", "\n", "  ", "- ", "[", "]", "{", "}", "'", "\"", "&a", "*a", "!t", "|", ">", "?", "#", "%", "---", "...", "\\", "\t", "\0", "\ud800", "é", "MLR101", "off", ",", "<<", "\"\\U0011FFFF\"", "\"\\x", "@", "`");
        Prop.ForAll(piece.ListOf().Select(string.Concat).ToArbitrary(), text => Read(text, out var error) is null != (error.Length == 0)).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
    }

    private static string Error(string text)
    {
        Assert.Null(Read(text, out var error));
        return error;
    }
}
