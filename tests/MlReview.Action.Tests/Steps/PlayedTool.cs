using MlReview.Action.Tests.Running;

namespace MlReview.Action.Tests.Steps;

/// <summary>A machine whose <c>dotnet</c> installs a tool that only writes down how it was called. The action's steps are the real ones.</summary>
internal sealed class PlayedTool : IDisposable
{
    public PlayedTool(string sdks = "10.0.100 [/sdk]")
    {
        Machine.Environment["CALLS"] = Calls;
        Machine.Environment["TOOL_EXITS_WITH"] = "0";
        Machine.Environment["SDKS"] = sdks;
        Machine.Install("tool-that-is-installed", """
            { echo "mlreview in $(pwd -P)"; echo "token ${GITHUB_TOKEN:-none}"; for argument; do echo "- $argument"; done; } >> "$CALLS"
            echo "verdict=pass" >> "$GITHUB_OUTPUT"
            exit "$TOOL_EXITS_WITH"
            """);
        Machine.Install("dotnet", """
            { echo "dotnet $1 in $(pwd -P)"; echo "token ${GITHUB_TOKEN:-none}"; } >> "$CALLS"
            if [[ $1 == --list-sdks ]]; then echo "$SDKS"; exit; fi
            while [[ $1 != --tool-path ]]; do shift; done
            cp "$(dirname "$0")/tool-that-is-installed" "$2/mlreview"
            """);
        Machine.With("src/Program.cs", "");
    }

    public RunnerMachine Machine { get; } = new();

    /// <summary>How programs were called: a line for the program and its current directory, one for the token it had, one for each argument.</summary>
    public IEnumerable<string> Called => File.Exists(Calls) ? File.ReadAllLines(Calls) : [];

    /// <summary>The arguments of the last review.</summary>
    public List<string> Arguments => [.. Called.Reverse().TakeWhile(line => line.StartsWith("- ", StringComparison.Ordinal)).Reverse().Select(line => line[2..])];

    private string Calls => Path.Combine(Machine.Programs, "calls");

    public Task<ActionRun> RunAsync(params (string Name, string Value)[] inputs) =>
        new ActionRun(Machine, Repository.Root).RunAsync(inputs.ToDictionary(input => input.Name, input => input.Value));

    public void Dispose() => Machine.Dispose();
}
