using System.CommandLine;
using MlReview.Cli.Findings;
using MlReview.Cli.Initializing;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Commands;

/// <summary><c>mlreview init [PATH]</c></summary>
internal static class InitCommand
{
    private static readonly string s_agents = string.Join(", ", CommandFile.All.Select(file => file.Agent));
    private static readonly Argument<string> s_path = new("PATH") { Description = "A directory of the repository; the files are written at its top.", DefaultValueFactory = _ => "." };
    private static readonly Option<string[]> s_commandFile = new("--command-file") { Description = $"Write the review as a command of a coding agent too: {s_agents}; repeatable.", HelpName = "AGENT" };
    private static readonly Option<bool> s_force = new("--force") { Description = "Replace files that exist." };
    private static readonly Option<bool> s_skipExisting = new("--skip-existing") { Description = "Leave files that exist as they are, and write the others." };
    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Print what would be written, and write nothing." };

    public static Command Create()
    {
        var command = new Command("init", "Writes a GitHub workflow that reviews pull requests, and a commented .mlreview.yml.") { s_path, s_commandFile, s_force, s_skipExisting, s_dryRun };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var path = parsed.GetValue(s_path)!;
        if (!Directory.Exists(path))
            return Refuse($"The path '{path}' is no directory; give one of the repository to set up.");
        if (parsed.GetValue(s_force) && parsed.GetValue(s_skipExisting))
            return Refuse("--force replaces files that exist and --skip-existing leaves them alone; give one of them.");
        var files = new List<StarterFile> { StarterWorkflow.File, StarterConfiguration.File };
        foreach (var agent in (parsed.GetValue(s_commandFile) ?? []).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (CommandFile.Find(agent) is not { } command)
                return Refuse($"--command-file does not know '{agent}'; it takes {s_agents}.");
            files.Add(command.File);
        }
        var root = ReviewRoot.Enclosing(path);
        var target = new StarterFiles(root);
        if (parsed.GetValue(s_skipExisting))
            files.RemoveAll(target.IsThere);
        var error = target.Check(files, parsed.GetValue(s_force));
        return error.Length > 0 ? Refuse(error) : parsed.GetValue(s_dryRun) ? Show(files) : Write(files, target, root);
    }

    private static int Show(List<StarterFile> files)
    {
        foreach (var file in files)
            Console.Write($"==> {file.Path} <==\n{file.Content}\n");
        return ExitCode.Clean;
    }

    private static int Write(List<StarterFile> files, StarterFiles target, ReviewRoot root)
    {
        foreach (var file in files)
        {
            var error = target.Write(file);
            if (error.Length > 0)
                return Refuse(error);
            Console.WriteLine($"{file.Path}: written.");
        }
        Console.WriteLine(files.Count == 0 ? "Everything is there already." : Printable.Text($"Commit what was written to '{root.Directory}': the next pull request is reviewed."));
        return ExitCode.Clean;
    }

    private static int Refuse(string error)
    {
        Console.Error.WriteLine("mlreview: " + Printable.Text(error));
        return ExitCode.Usage;
    }
}
