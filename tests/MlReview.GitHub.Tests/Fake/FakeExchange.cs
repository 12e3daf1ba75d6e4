using System.Text.Json.Nodes;

namespace MlReview.GitHub.Tests.Fake;

/// <summary>A request as a server sees it, whichever way it came.</summary>
/// <param name="Path">With the query.</param>
internal sealed record FakeRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    public string Route => Path.Split('?')[0];

    public bool Writes => Method != "GET" && !(Route.EndsWith("/graphql", StringComparison.Ordinal) && !Body!["query"]!.GetValue<string>().StartsWith("mutation", StringComparison.Ordinal));

    public int Query(string name, int otherwise)
    {
        foreach (var pair in Path.Contains('?', StringComparison.Ordinal) ? Path.Split('?')[1].Split('&') : [])
            if (pair.StartsWith(name + "=", StringComparison.Ordinal))
                return int.Parse(pair[(name.Length + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        return otherwise;
    }

    /// <summary>A value of the query, as it was written; empty when it is not there.</summary>
    public string Text(string name) =>
        (Path.Contains('?', StringComparison.Ordinal) ? Path.Split('?')[1].Split('&') : []).FirstOrDefault(p => p.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";

    /// <summary>The query without what says which page.</summary>
    public string Rest => string.Concat((Path.Contains('?', StringComparison.Ordinal) ? Path.Split('?')[1].Split('&') : [])
        .Where(p => !p.StartsWith("page=", StringComparison.Ordinal) && !p.StartsWith("per_page=", StringComparison.Ordinal)).Select(p => "&" + p));

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}

internal sealed record FakeReply(int Status, JsonNode? Body)
{
    public Dictionary<string, string> Headers { get; init; } = [];

    public static FakeReply Error(int status, string message, params string[] errors) =>
        new(status, new JsonObject { ["message"] = message, ["errors"] = new JsonArray([.. errors.Select(e => JsonValue.Create(e))]), ["documentation_url"] = "https://docs.github.com/rest" });

    public FakeReply With(string header, string value)
    {
        Headers[header] = value;
        return this;
    }

    public static FakeReply Invalid(params string[] errors) => Error(422, "Unprocessable Entity", errors);
}
