using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MlReview.CodeFixes.Repairs;

/// <summary>Gives a conversion between text and a number or time the invariant culture, however the conversion is written.</summary>
internal sealed class InvariantConversion
{
    private const string Provider = "IFormatProvider";

    private readonly FindingToRepair _finding;
    private readonly SyntaxNode _conversion;
    private readonly SemanticModel _model;
    private readonly List<Edit> _edits = new();

    public InvariantConversion(FindingToRepair finding, SyntaxNode conversion)
    {
        _finding = finding;
        _conversion = conversion is ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } ? call : conversion;
        _model = finding.Model(conversion);
    }

    /// <summary>The edits, directives included; null when this is written in a way that has no such form.</summary>
    public IReadOnlyList<Edit>? Edits() => Convert() ? _edits : null;

    private bool Convert() => _conversion switch
    {
        InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } => Wrap(text),
        InvocationExpressionSyntax call when Method(call) is { } method && OfCall(call, method) => true,
        (MemberAccessExpressionSyntax or SimpleNameSyntax) and ExpressionSyntax group when Method(group) is { } method => OfMethodGroup(group, method),
        ExpressionSyntax { Parent: BinaryExpressionSyntax or AssignmentExpressionSyntax } operand => Format(operand),
        _ => false,
    };

    private IMethodSymbol? Method(ExpressionSyntax expression) => _model.GetSymbolInfo(expression, _finding.Cancellation).Symbol as IMethodSymbol;

    private bool OfCall(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var arguments = call.ArgumentList.Arguments;
        if (method.Parameters.FirstOrDefault(parameter => parameter.Type.Name == Provider) is { } provider)
            return Setting.Given(_finding, call, (provider.Name, Culture())) is { } edits && Add(edits);
        if (With(method) is { } other)
        {
            var at = other.Parameters.IndexOf(other.Parameters.First(parameter => parameter.Type.Name == Provider));
            var text = (arguments.Any(argument => argument.NameColon is not null) ? other.Parameters[at].Name + ": " : "") + Culture();
            return Insert(arguments, at, text);
        }

        if (method is { Name: "TryParse", Parameters.Length: 2 } && arguments.Count == 2 && arguments.All(argument => argument.NameColon is null))
            return Styles(method.ContainingType) is { } styles && Insert(arguments, 1, styles);
        return method is { Name: "Join" or "Concat", ContainingType.SpecialType: SpecialType.System_String } && FormatAll(arguments, method.Name == "Join" ? 1 : 0);
    }

    /// <summary>The overload that takes a format provider besides.</summary>
    private static IMethodSymbol? With(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(
        other => other.IsStatic == method.IsStatic && other.DeclaredAccessibility == Accessibility.Public && other.Parameters.Length == method.Parameters.Length + 1
            && other.Parameters.LastOrDefault() is not { RefKind: RefKind.Out } && other.Parameters.Any(parameter => parameter.Type.Name == Provider)
            && other.Parameters.Where(parameter => parameter.Type.Name != Provider).Zip(
                method.OriginalDefinition.Parameters, (one, two) => SymbolEqualityComparer.Default.Equals(one.Type, two.Type)).All(isSame => isSame));

    /// <summary>The arguments that <c>TryParse</c> takes between the text and the result, in every version of the platform: the styles are those that it has by default.</summary>
    private string? Styles(INamedTypeSymbol type)
    {
        string Number(string styles) => string.Join(" | ", styles.Split('|').Select(style => Named("System.Globalization.NumberStyles") + "." + style)) + ", " + Culture();
        return type.SpecialType switch
        {
            SpecialType.System_Single or SpecialType.System_Double => Number("Float|AllowThousands"),
            SpecialType.System_Decimal => Number("Number"),
            >= SpecialType.System_SByte and <= SpecialType.System_UInt64 => Number("Integer"),
            _ when type.Name is "DateTime" or "DateTimeOffset" or "DateOnly" => Culture() + ", " + Named("System.Globalization.DateTimeStyles") + ".None",
            _ => null,
        };
    }

    /// <summary>A method that is handed over becomes a function that calls it.</summary>
    private bool OfMethodGroup(ExpressionSyntax group, IMethodSymbol method)
    {
        if (method.Parameters.Length != 1 || With(method) is null || _model.GetTypeInfo(group, _finding.Cancellation).ConvertedType is not INamedTypeSymbol { DelegateInvokeMethod.Parameters.Length: 1 })
            return false;
        var name = Free("text", group);
        return Add(new[] { Edit.Replace(group, $"{name} => {group}({name}, {Culture()})") });
    }

    /// <summary>All holes of a text at once.</summary>
    private bool Wrap(InterpolatedStringExpressionSyntax text) =>
        Insert(text.SyntaxTree, text.SpanStart, Named("System.FormattableString") + ".Invariant(") && Insert(text.SyntaxTree, text.Span.End, ")");

    private bool Format(ExpressionSyntax operand)
    {
        var type = _model.GetTypeInfo(operand, _finding.Cancellation).Type;
        var held = (type as INamedTypeSymbol)?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? ((INamedTypeSymbol)type!).TypeArguments[0] : null;
        if ((held ?? type) is not { } formatted || !IsCultural(formatted))
            return false;
        var (open, close) = IsPrimary(operand) ? ("", "") : ("(", ")");
        if (open.Length > 0)
            _edits.Add(Edit.Insert(operand.SyntaxTree, operand.SpanStart, open));
        return Insert(operand.SyntaxTree, operand.Span.End, $"{close}{(held is not null ? "?" : "")}.ToString({Culture()})");
    }

    /// <summary>The parts of a text, one by one, or the elements of the sequence that holds them.</summary>
    private bool FormatAll(SeparatedSyntaxList<ArgumentSyntax> arguments, int first)
    {
        var parts = arguments.Skip(first).Select(argument => argument.Expression).ToList();
        if (arguments.Any(argument => argument.NameColon is not null))
            return false;
        if (parts.Count == 1 && ElementOf(_model.GetTypeInfo(parts[0], _finding.Cancellation).Type) is { } element)
        {
            var (list, import) = TypeNames.Of(_finding, "System.Linq.Enumerable", _conversion) ?? ("", null);
            if (!IsCultural(element) || import is not null || list != "Enumerable" || !IsPrimary(parts[0]))
                return false;
            var name = Free("value", parts[0]);
            return Insert(parts[0].SyntaxTree, parts[0].Span.End, $".Select({name} => {name}.ToString({Culture()}))");
        }

        foreach (var part in parts.Where(part => _model.GetTypeInfo(part, _finding.Cancellation).Type is { } type && IsCultural(type)))
        {
            if (!IsPrimary(part))
                return false;
            Insert(part.SyntaxTree, part.Span.End, $".ToString({Culture()})");
        }

        return _edits.Count > 0;
    }

    /// <summary>Whether a call can follow without brackets.</summary>
    private static bool IsPrimary(ExpressionSyntax expression) => expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
        or ParenthesizedExpressionSyntax or ArrayCreationExpressionSyntax or ImplicitArrayCreationExpressionSyntax;

    private static ITypeSymbol? ElementOf(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType
        : type is null or { SpecialType: SpecialType.System_String } ? null
        : type.AllInterfaces.Concat(new[] { type }).OfType<INamedTypeSymbol>().FirstOrDefault(each => each.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)?.TypeArguments[0];

    private static bool IsCultural(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime || type.Name is "DateTimeOffset" or "DateOnly";

    private string Culture() => Named("System.Globalization.CultureInfo") + ".InvariantCulture";

    private string Named(string type)
    {
        if (TypeNames.Of(_finding, type, _conversion) is not var (name, import))
            return type;
        if (import is { } directive && !_edits.Contains(directive))
            _edits.Add(directive);
        return name;
    }

    private string Free(string name, SyntaxNode there) => new[] { name, "each", "part", "item" }.FirstOrDefault(free => _model.LookupSymbols(there.SpanStart, name: free).IsEmpty) ?? "_" + name;

    private bool Add(IEnumerable<Edit> edits)
    {
        _edits.AddRange(edits);
        return true;
    }

    private bool Insert(SyntaxTree tree, int position, string text) => Add(new[] { Edit.Insert(tree, position, text) });

    private bool Insert(SeparatedSyntaxList<ArgumentSyntax> arguments, int at, string text) =>
        at < arguments.Count ? Insert(arguments[at].SyntaxTree, arguments[at].SpanStart, text + ", ")
        : arguments.Count > 0 ? Insert(arguments.Last().SyntaxTree, arguments.Last().Span.End, ", " + text)
        : Insert(_conversion.SyntaxTree, ((InvocationExpressionSyntax)_conversion).ArgumentList.OpenParenToken.Span.End, text);
}
