using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Xunit;

namespace MlReview.Surfaces.Tests;

/// <summary>Metadata does not state the default of an option, so the tests create the options and read them.</summary>
public sealed class OptionDefaultTests
{
    // A longer list ends in an ellipsis in the table.
    private const int ListedElements = 8;

    [Fact]
    public void Every_option_has_the_default_of_the_table()
    {
        var types = Surfaces.PublicTypes.ToDictionary(SignatureText.FullName);
        var loader = new SurfaceLoader();
        var compared = 0;
        var wrong = new List<string>();
        foreach (var row in Surfaces.Rows.Where(IsOption))
        {
            if (loader.TryCreate(types[row.FullType]) is not { } instance)
                continue;
            compared++;
            var actual = Text(Read(instance, row.Name), row);
            if (actual != row.Default)
                wrong.Add($"{row.FullName}: {actual}, not {row.Default}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(compared > 900, $"Only {compared} defaults were compared.");
    }

    // A view over other data is no default.
    private static bool IsOption(ApiRow row) =>
        row.Kind is "field" or "property" && row.Default.Length > 0 && !row.Has("const") && !row.Has("static")
        && !row.Default.StartsWith("<System.Collections.Generic.Dictionary<", StringComparison.Ordinal);

    private static object? Read(object instance, string member)
    {
        const BindingFlags any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return instance.GetType().GetField(member, any) is { } field
            ? field.GetValue(instance)
            : instance.GetType().GetProperty(member, any)!.GetValue(instance);
    }

    private static string Text(object? value, ApiRow row) => value switch
    {
        // Two names can share a value; the row's is as good as the other.
        Enum constant when Enum.TryParse(constant.GetType(), row.Default.Split('.')[^1], out var named) && named.Equals(constant) => row.Default,
        Enum constant => constant.ToString(),
        Array array => $"[{string.Join(", ", array.Cast<object>().Take(ListedElements).Select(element => Text(element, row)))}{(array.Length > ListedElements ? ", …" : "")}]",
        null or string or IFormattable or bool or char => SignatureText.Literal(value),
        _ => $"<{Name(value.GetType())}>",
    };

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.FullName!.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.IsEnum ? type.FullName! : Type.GetTypeCode(type) switch
        {
            TypeCode.Double => "double",
            TypeCode.Int32 => "int",
            TypeCode.String => "string",
            _ => type.FullName!.Replace('+', '.'),
        };

    /// <summary>Loads surfaces to create options; the bodies of their constructors set defaults and nothing else.</summary>
    private sealed class SurfaceLoader
    {
        private readonly AssemblyLoadContext _context = new("surfaces");
        private readonly Dictionary<string, object?> _instances = [];

        public SurfaceLoader() => _context.Resolving += (context, name) =>
            Path.Combine(Surfaces.Folder, name.Name + ".dll") is var path && File.Exists(path) ? context.LoadFromAssemblyPath(path) : null;

        /// <summary>A new object, or null for a type that cannot be created without arguments.</summary>
        public object? TryCreate(INamedTypeSymbol symbol)
        {
            var name = MetadataName(symbol);
            if (_instances.TryGetValue(name, out var known))
                return known;
            var type = _context.LoadFromAssemblyName(new AssemblyName(symbol.ContainingAssembly.Name)).GetType(name, throwOnError: true)!;
            var canCreate = !type.IsAbstract && !type.ContainsGenericParameters && type.GetConstructor(Type.EmptyTypes) is not null;
            var instance = canCreate ? Activator.CreateInstance(type) : null;
            _instances.Add(name, instance);
            return instance;
        }

        private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer
            ? $"{MetadataName(outer)}+{type.MetadataName}"
            : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";
    }
}
