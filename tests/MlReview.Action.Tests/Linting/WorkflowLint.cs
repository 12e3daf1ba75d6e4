using System.Text.RegularExpressions;
using MlReview.Cli;

namespace MlReview.Action.Tests.Linting;

/// <summary>What is asked of every workflow and action of this project, also of those that others are told to copy.</summary>
internal static partial class WorkflowLint
{
    private static readonly string[] s_levels = ["none", "read", "write"];

    /// <summary>Complaints about a workflow; none when it is in order.</summary>
    public static IEnumerable<string> Workflow(string text)
    {
        var workflow = Yaml.Read(text);
        if (!workflow.Has("on"))
            yield return "has no 'on'";
        if (!workflow.Map("concurrency").Has("group"))
            yield return "has no concurrency group";
        // Whoever adds a job has to say what it may do.
        if (!workflow.IsEmptyMap("permissions"))
            yield return "does not begin with 'permissions: {}'";
        foreach (var (name, job) in workflow.Map("jobs").Pairs)
        {
            if (!job.IsEmptyMap("permissions") && job.Map("permissions").Values.Count == 0)
                yield return $"job '{name}' does not list its permissions";
            if (job.Map("permissions").Keys.FirstOrDefault(scope => !s_levels.Contains(job.Map("permissions").Text(scope))) is { } scope)
                yield return $"job '{name}' has a permission '{scope}' that is no level";
            if (!job.Has("uses") && !int.TryParse(job.Text("timeout-minutes"), out _))
                yield return $"job '{name}' has no time limit";
            foreach (var step in job.Maps("steps"))
                foreach (var complaint in Step(step, workflow))
                    yield return $"job '{name}': {complaint}";
        }
        foreach (var complaint in Unpinned(text))
            yield return complaint;
    }

    /// <summary>Complaints about a composite action.</summary>
    public static IEnumerable<string> Action(string text)
    {
        foreach (var step in Yaml.Read(text).Map("runs").Maps("steps"))
        {
            foreach (var complaint in Step(step, YamlMap.Empty))
                yield return complaint;
            if (!step.Has("run"))
                continue;
            if (step.Text("shell") != "bash")
                yield return $"'{step.Text("name")}' is not for bash, which all runners have";
            if (step.Text("working-directory") != "${{ runner.temp }}")
                yield return $"'{step.Text("name")}' runs in the workspace";
        }
        foreach (var complaint in Unpinned(text))
            yield return complaint;
    }

    /// <summary>Complaints about a script of the action.</summary>
    public static IEnumerable<string> Script(string text)
    {
        if (!text.StartsWith("#!/usr/bin/env bash\n", StringComparison.Ordinal))
            yield return "does not name bash";
        if (!text.Contains("\nset -euo pipefail\n", StringComparison.Ordinal))
            yield return "does not stop at the first error";
        foreach (Match word in NotInOldBash().Matches(text))
            yield return $"has '{word.Value.Trim()}', which the bash of macOS does not know";
        foreach (Match word in RunsText().Matches(text))
            yield return $"has '{word.Value.Trim()}', which runs text as code";
        if (text.Contains("${{", StringComparison.Ordinal))
            yield return "holds an expression";
    }

    private static IEnumerable<string> Step(YamlMap step, YamlMap workflow)
    {
        var name = step.Text("name") is { Length: > 0 } given ? given : step.Text("uses");
        if (step.Text("run").Contains("${{", StringComparison.Ordinal))
            yield return $"'{name}' has an expression in its script: who can write the value can write the script";
        var action = step.Text("uses").Split('@')[0];
        if (action == "actions/checkout" && step.Map("with").Text("persist-credentials") != "false")
            yield return $"'{name}' leaves the token in .git/config";
        if (action == "actions/checkout" && (workflow.Map("on").Has("pull_request_target") || workflow.Map("on").Has("issue_comment") || workflow.Map("on").Has("workflow_run")))
            yield return $"'{name}' checks out in a workflow that strangers can start with the main branch's rights";
        if (action is not ("mlreview/mlreview" or "./"))
            yield break;
        var inputs = Yaml.Read(Repository.Read("action.yml")).Map("inputs");
        foreach (var input in step.Map("with").Keys.Where(input => !inputs.Has(input)))
            yield return $"'{name}' gives the action an input '{input}' that it does not have";
    }

    /// <summary>Complaints about actions that somebody else can replace.</summary>
    public static IEnumerable<string> Unpinned(string text)
    {
        foreach (Match use in Uses().Matches(text))
            if (!IsPinned(use.Groups[1].Value))
                yield return $"'{use.Groups[1].Value}' is not pinned to a commit, with its version behind it";
    }

    /// <summary>The commit of our own action cannot stand in a file that is part of it: it has its version there.</summary>
    private static bool IsPinned(string used) =>
        used == "./" || used.StartsWith("./.github/workflows/", StringComparison.Ordinal) || used == $"mlreview/mlreview@v{Product.Version}" || Pinned().IsMatch(used);

    [GeneratedRegex(@"(?m)^\s*(?:- )?uses: (.*?)\s*$")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+(?:/[\w.-]+)*@[0-9a-f]{40} # v\d+\.\d+\.\d+$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"\b(?:mapfile|readarray|coproc|declare -A|local -n|declare -n)\b|\$\{\w+(?:,|\^)|&>>|\|&")]
    private static partial Regex NotInOldBash();

    [GeneratedRegex(@"(?m)(?:^|[;&|]|\bthen\b|\bdo\b)\s*(?:eval|source|\.)\s|\bbash -c\b")]
    private static partial Regex RunsText();
}
