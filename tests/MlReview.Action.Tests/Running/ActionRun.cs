namespace MlReview.Action.Tests.Running;

/// <summary>What became of a step.</summary>
/// <param name="Outcome">As GitHub calls it: success, failure or skipped.</param>
internal sealed record StepResult(string Name, string Outcome, int ExitCode, string Output)
{
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();
}

/// <summary>Runs the steps of a composite action as they stand in its file, the way that a runner does.</summary>
internal sealed class ActionRun(RunnerMachine machine, string directory)
{
    private readonly YamlMap _action = Yaml.Read(File.ReadAllText(Path.Combine(directory, "action.yml")));
    private readonly Dictionary<string, string> _inputs = [];
    private readonly Dictionary<string, StepResult> _byId = [];
    private readonly HashSet<string> _ids = [];

    public List<StepResult> Steps { get; } = [];

    public bool HasFailed => Steps.Any(step => step.Outcome == "failure");

    public StepResult this[string name] => Steps.Single(step => step.Name == name);

    /// <summary>All that was printed.</summary>
    public string Log => string.Concat(Steps.Select(step => step.Output));

    /// <summary>An output of the action.</summary>
    public string Output(string name) => Expressions.Fill(_action.Map("outputs").Map(name).Text("value"));

    public async Task<ActionRun> RunAsync(IReadOnlyDictionary<string, string> with)
    {
        var declared = _action.Map("inputs");
        if (with.Keys.FirstOrDefault(name => !declared.Has(name)) is { } unknown)
            throw new ArgumentException($"The action has no input '{unknown}'.");
        foreach (var (name, input) in declared.Pairs)
            _inputs[name] = with.GetValueOrDefault(name) ?? Expressions.Fill(input.Text("default"));
        var steps = _action.Map("runs").Maps("steps").ToList();
        _ids.UnionWith(steps.Select(step => step.Text("id")));
        foreach (var step in steps)
        {
            var result = await RunAsync(step);
            Steps.Add(result);
            if (step.Has("id"))
                _byId[step.Text("id")] = result;
        }
        return this;
    }

    private Expression Expressions => new(LookUp);

    private async Task<StepResult> RunAsync(YamlMap step)
    {
        var (name, condition) = (step.Text("name"), step.Text("if"));
        // A condition that names no status asks for success as well.
        if ((HasFailed && !condition.Contains("always()", StringComparison.Ordinal)) || (condition.Length > 0 && !Expressions.Holds(condition)))
            return new StepResult(name, "skipped", 0, "");
        if (step.Has("uses"))
            return new StepResult(name, "success", 0, "") { Outputs = machine.Use(step.Text("uses").Split('@')[0], Filled(step.Map("with"))) };
        if (step.Text("shell") != "bash")
            throw new NotSupportedException($"The shell '{step.Text("shell")}' of step '{name}'");
        var cwd = step.Has("working-directory") ? Expressions.Fill(step.Text("working-directory")) : machine.Workspace;
        return await machine.RunBashAsync(name, step.Text("run"), cwd, directory, Filled(step.Map("env")));
    }

    private Dictionary<string, string> Filled(YamlMap map) => map.Keys.ToDictionary(key => key, key => Expressions.Fill(map.Text(key)));

    private string LookUp(string path) => path.Split('.') switch
    {
        ["inputs", var name] => _inputs[name],
        ["runner" or "github", _] => machine.Contexts[path],
        ["steps", var id, "outputs", var name] when _ids.Contains(id) => _byId.GetValueOrDefault(id)?.Outputs.GetValueOrDefault(name) ?? "",
        ["steps", var id, "outcome"] when _ids.Contains(id) => _byId.GetValueOrDefault(id)?.Outcome ?? "",
        _ => throw new NotSupportedException($"the context '{path}'"),
    };
}
