using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using MlReview.Cli.Findings;
using MlReview.Cli.Sources;

namespace MlReview.Cli.Cache;

/// <summary>A result as bytes: a line with the hash of what follows, then JSON. A file that was cut short or altered is recognised.</summary>
internal static class ResultText
{
    private const int HashLength = 64;

    public static byte[] Write(ProjectResult result, ReviewRoot root)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(result, Options(root));
        return [.. Encoding.ASCII.GetBytes(Hash(json) + "\n"), .. json];
    }

    /// <returns>Null when the bytes are not a result.</returns>
    public static ProjectResult? TryRead(ReadOnlySpan<byte> bytes, ReviewRoot root)
    {
        if (bytes.Length <= HashLength || Encoding.ASCII.GetString(bytes[..HashLength]) != Hash(bytes[(HashLength + 1)..]))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ProjectResult>(bytes[(HashLength + 1)..], Options(root));
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            return null;
        }
    }

    private static string Hash(ReadOnlySpan<byte> json) => Convert.ToHexStringLower(SHA256.HashData(json));

    private static JsonSerializerOptions Options(ReviewRoot root)
    {
        var paths = new PathConverter(root);
        return new JsonSerializerOptions
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver
            {
                Modifiers =
                {
                    type =>
                    {
                        foreach (var property in type.Properties.Where(p => p.AttributeProvider?.IsDefined(typeof(AbsolutePathAttribute), inherit: true) == true))
                            property.CustomConverter = paths;
                    },
                },
            },
        };
    }

    private sealed class PathConverter(ReviewRoot root) : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            PathRules.TryCombine(root.Directory, reader.GetString() ?? "", out var reason) is { } path && PathRules.IsWithin(path, root.Directory) ? path : throw new JsonException(reason);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(root.Relative(value));
    }
}
