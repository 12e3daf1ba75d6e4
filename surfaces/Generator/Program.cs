using MlReview.Surfaces;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: dotnet run --project surfaces/Generator -- surfaces");
    return 1;
}

var generated = SurfaceGenerator.Generate(folder);
foreach (var assembly in Directory.EnumerateDirectories(folder, "Microsoft.*"))
    Directory.Delete(assembly, recursive: true);
foreach (var (path, text) in generated.Files)
{
    var target = Path.Combine(folder, path);
    Directory.CreateDirectory(Path.GetDirectoryName(target)!);
    File.WriteAllText(target, text);
}

foreach (var error in generated.Errors)
    Console.Error.WriteLine(error);
var members = generated.Model.Rows.Count(row => row.Kind != "type");
Console.WriteLine($"{generated.Files.Count} files, {generated.Model.Types.Count} types, {members} members, {generated.Errors.Count} errors");
return generated.Errors.Count == 0 ? 0 : 1;
