using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MlReview.Analyzers.Flow;
using MlReview.Analyzers.Libraries;

namespace MlReview.Analyzers.Pipeline;

/// <summary>A place in the user's code, with the user's own names for what stands there.</summary>
internal sealed class Place
{
    private const int LongestName = 48;
    private readonly SyntaxNode _node;

    public Place(SyntaxNode node, string member)
    {
        _node = node;
        Member = member;
    }

    /// <summary>Name of the member that holds the place.</summary>
    public string Member { get; }

    /// <summary>A call behind <c>?.</c> is shown with what it is called on.</summary>
    public Location Location => (_node.Parent is ConditionalAccessExpressionSyntax access && access.WhenNotNull == _node ? access : _node).GetLocation();

    public SyntaxTree Tree => _node.SyntaxTree;

    public int Start => _node.SpanStart;

    /// <summary>Where the statement ends that it is a part of.</summary>
    public int StatementEnd => (_node.FirstAncestorOrSelf<StatementSyntax>() ?? _node).Span.End;

    public int Line => Location.GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>"line 12", or "file.cs:12" when the place is outside the member that a message points at.</summary>
    public string SeenFrom(Place other) => SharesMember(other)
        ? $"line {Line}"
        : $"{FileName(Tree.FilePath)}:{Line}";

    /// <summary>The source text of the place, on one line and shortened.</summary>
    public string Text => Shorten(_node.ToString());

    /// <summary>The variable that receives the result, else the text.</summary>
    public string ResultName => Assigned(_node) ?? Text;

    /// <summary>The place of an argument, by parameter name or position; this place when the call does not write it.</summary>
    public Place Argument(string parameter, int position)
    {
        var arguments = (_node as InvocationExpressionSyntax)?.ArgumentList ?? (_node as BaseObjectCreationExpressionSyntax)?.ArgumentList;
        if (arguments is null)
            return this;
        var named = arguments.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameter);
        var found = named ?? (position >= 0 && position < arguments.Arguments.Count && arguments.Arguments[position].NameColon is null ? arguments.Arguments[position] : null);
        return found is null ? this : new Place(found.Expression, Member);
    }

    /// <summary>The place of the argument that plays a part in a recorded call at this place.</summary>
    public Place Argument(FlowEvent call, string part)
    {
        // Written arguments come first and in their order; only what an extension method extends may stand before the dot.
        var names = call.Site.Spec?.Parameter(part) ?? part;
        if (names == "this")
            return _node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } ? new Place(receiver, Member) : this;
        var keys = call.Arguments.Select(argument => argument.Key).ToList();
        var name = keys.Find(key => OperationSpec.IsNamed(names, key)) ?? part;
        var position = keys.TakeWhile(key => key != name).Count();
        var isReduced = call.Symbol is IMethodSymbol method
            ? method.IsExtensionMethod && StandsBeforeDot(method.ContainingType.Name)
            : call.Arguments.Length > 0 && call.Arguments[0].Value == call.Receiver;
        return isReduced && position == 0 ? Receiver : Argument(name, isReduced ? position - 1 : position);
    }

    /// <summary>The place of the value that an object's initializer gives a member; this place when it does not.</summary>
    public Place Initialized(string member)
    {
        var found = (_node as BaseObjectCreationExpressionSyntax)?.Initializer?.Expressions.OfType<AssignmentExpressionSyntax>()
            .FirstOrDefault(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == member);
        return found is null ? this : new Place(found.Right, Member);
    }

    /// <summary>The expression a method is called on; this place when there is none.</summary>
    public Place Receiver => _node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } } => new Place(receiver, Member),
        { Parent: ConditionalAccessExpressionSyntax { Expression: var receiver } } => new Place(receiver, Member),
        _ => this,
    };

    /// <summary>The text of the expression a method is called on.</summary>
    public string ReceiverText => Receiver.Text;

    /// <summary>
    /// This place, then what its caller writes there, then that one's caller: as far as each only hands on a parameter, and uses it for nothing else.
    /// </summary>
    /// <param name="site">The call site that the place belongs to.</param>
    public IEnumerable<Place> HandedOn(CallSite site)
    {
        var place = this;
        for (var call = site.Outer; ; call = call.Outer)
        {
            yield return place;
            if (call is null || place.GivenBy(call) is not { } given)
                yield break;
            place = given;
        }
    }

    /// <summary>What is written for this place at last, where it is the name of a parameter: by its caller, or by that one's caller, and so on.</summary>
    /// <param name="site">The call site that the place belongs to.</param>
    public Place WrittenFor(CallSite site)
    {
        var place = this;
        for (var call = site.Outer; call is not null && place.WrittenBy(call) is { } given; call = call.Outer)
            place = given;
        return place;
    }

    /// <summary>What a call writes for the parameter whose name stands here; null when no parameter's does, or when the call writes nothing for it.</summary>
    public Place? WrittenBy(CallSite call)
    {
        if (!IsParameter)
            return null;
        var function = FunctionAround(_node);
        var parameters = ParametersOf(function);
        var index = parameters.IndexOf(parameter => parameter.Identifier.ValueText == _node.ToString());
        var caller = new Place(call.Node, call.Member);
        var isReduced = parameters[0].Modifiers.Any(SyntaxKind.ThisKeyword) && function.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } holder
            && caller.StandsBeforeDot(holder.Identifier.ValueText);
        var given = isReduced && index == 0 ? caller.Receiver : caller.Argument(_node.ToString(), isReduced ? index - 1 : index);
        return given._node == call.Node ? null : given;
    }

    /// <summary>Whether the variables of another place's function can be named here.</summary>
    public bool Sees(Place other)
    {
        var function = FunctionAround(other._node);
        return other.Tree == Tree && function.Span.Contains(_node.Span) && (!IsParameter || function == FunctionAround(_node));
    }

    /// <summary>Whether another place stands in the same type: the fields of that one can be named here.</summary>
    public bool SharesType(Place other) => other.Tree == Tree && _node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type && type == other._node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>The call on the way to a site whose result a variable may keep that can be named here; null when there is none.</summary>
    public CallSite? SeenCallTo(CallSite site)
    {
        var call = site;
        while (call is not null && !Sees(new Place(call.Node, call.Member)))
            call = call.Outer;
        return call;
    }

    /// <summary>Whether another place lies within this one.</summary>
    public bool Contains(Place other) => Tree == other.Tree && _node.Span.Contains(other._node.Span);

    /// <summary>Whether a loop of the member, or of the lambda, repeats the place.</summary>
    public bool IsInLoop => _node.Ancestors().TakeWhile(outer => outer is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(outer => outer is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>Whether a loop runs over what stands here, or over the variable that holds it, and nothing else takes it.</summary>
    public bool IsOnlyIterated => _node.Parent switch
    {
        CommonForEachStatementSyntax loop => loop.Expression == _node,
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } } =>
            FunctionAround(_node).DescendantNodes().OfType<IdentifierNameSyntax>().Where(use => use.Identifier.ValueText == name).All(use => use.Parent is CommonForEachStatementSyntax loop && loop.Expression == use),
        _ => false,
    };

    /// <inheritdoc />
    public override string ToString() => $"{FileName(Tree.FilePath)}:{Line}";

    /// <summary>Whether the place is the name of a parameter of the function that holds it.</summary>
    private bool IsParameter => _node is IdentifierNameSyntax name
        && ParametersOf(FunctionAround(_node)).Any(parameter => parameter.Identifier.ValueText == name.Identifier.ValueText);

    /// <summary>Whether both places stand in one member.</summary>
    public bool SharesMember(Place other) => Tree == other.Tree && Holder(_node) == Holder(other._node);

    private static string? Assigned(SyntaxNode node)
    {
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return variable.Identifier.ValueText;
                case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                    return property.Identifier.ValueText;
                case AssignmentExpressionSyntax assignment when assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax:
                    return assignment.Left.ToString();
                case AwaitExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax:
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    /// <summary>What a call gives for the parameter whose name stands here; null when it is none, or is used more than this once.</summary>
    private Place? GivenBy(CallSite call)
    {
        var function = FunctionAround(_node);
        if (!IsParameter || function is AnonymousFunctionExpressionSyntax)
            return null;
        var name = _node.ToString();
        return function.DescendantTokens().Count(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name) == 2 ? WrittenBy(call) : null;
    }

    /// <summary>
    /// Whether the call here is one of an extension method on what it extends, which then stands before the dot and not among the arguments: not where the
    /// class that holds the method stands there, by its name or by an alias.
    /// </summary>
    private bool StandsBeforeDot(string holder) => _node is InvocationExpressionSyntax { Expression: var called } && called switch
    {
        MemberBindingExpressionSyntax => true,
        MemberAccessExpressionSyntax { Expression: var before } => LastName(before) is not { } name || (name != holder && !Aliases(_node).Any(alias => alias.Alias!.Name.Identifier.ValueText == name && LastName(alias.Name) == holder)),
        _ => false,
    };

    private static string? LastName(ExpressionSyntax? expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax name => name.Name.Identifier.ValueText,
        _ => null,
    };

    private static IEnumerable<UsingDirectiveSyntax> Aliases(SyntaxNode node) => node.Ancestors().SelectMany(outer => outer switch
    {
        CompilationUnitSyntax unit => unit.Usings,
        BaseNamespaceDeclarationSyntax space => space.Usings,
        _ => default,
    }).Where(directive => directive.Alias is not null);

    private static SyntaxNode FunctionAround(SyntaxNode node) => node.Ancestors().FirstOrDefault(outer => outer is BaseMethodDeclarationSyntax
        or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax)
        ?? node.SyntaxTree.GetRoot();

    private static SeparatedSyntaxList<ParameterSyntax> ParametersOf(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
        LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.Parameters,
        SimpleLambdaExpressionSyntax lambda => SyntaxFactory.SingletonSeparatedList(lambda.Parameter),
        _ => default,
    };

    private static SyntaxNode? Holder(SyntaxNode node) => node.AncestorsAndSelf().FirstOrDefault(
        outer => outer is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or FieldDeclarationSyntax or CompilationUnitSyntax);

    private static string FileName(string path) => path.Substring(path.LastIndexOfAny(new[] { '/', '\\' }) + 1);

    private static string Shorten(string text)
    {
        var line = string.Join(" ", text.Split(new[] { ' ', '\t', '\r', '\n' }, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestName ? line : line.Substring(0, LongestName - 1) + "…";
    }
}
