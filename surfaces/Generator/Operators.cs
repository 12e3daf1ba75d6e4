namespace MlReview.Surfaces;

/// <summary>Operator methods: their metadata names and C# symbols.</summary>
public static class Operators
{
    private static readonly Dictionary<string, string> Symbols = new()
    {
        ["op_Addition"] = "+",
        ["op_Subtraction"] = "-",
        ["op_Multiply"] = "*",
        ["op_Division"] = "/",
        ["op_Modulus"] = "%",
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_ExclusiveOr"] = "^",
        ["op_LeftShift"] = "<<",
        ["op_RightShift"] = ">>",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_UnaryNegation"] = "-",
        ["op_Implicit"] = "implicit",
        ["op_Explicit"] = "explicit",
    };

    /// <summary>The symbol of the operator that the row declares, or null for an ordinary method.</summary>
    public static string? Symbol(ApiRow row) => Symbols.GetValueOrDefault(row.Name);

    /// <summary>Whether the row declares a conversion.</summary>
    public static bool IsConversion(ApiRow row) => row.Name is "op_Implicit" or "op_Explicit";
}
