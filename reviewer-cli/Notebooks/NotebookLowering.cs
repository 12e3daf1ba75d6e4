using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MlReview.Cli.Notebooks;

/// <summary>
/// Makes one program with top-level statements of the cells of a notebook: usings first, then the statements of all cells in their order, then
/// the types. Code is copied character by character and keeps its place (<see cref="NotebookProgram"/>); the only additions are
/// <list type="bullet">
/// <item>a block around a cell that declares a name anew, and all that follows it: in a notebook the later declaration hides the earlier;</item>
/// <item><c>display(…)</c> around the expression at the end of a cell, which a notebook shows: its result is not dropped;</item>
/// <item><c>_ = name;</c> behind a cell for each of its variables: they stay in the kernel, where later cells and people can read them;</item>
/// <item>a class around extension methods.</item>
/// </list>
/// </summary>
internal sealed class NotebookLowering
{
    private readonly List<TextSegment> _segments = [];
    private readonly System.Text.StringBuilder _text = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public static NotebookProgram Lower(string path, ReadOnlyMemory<byte> file, IReadOnlyList<CSharpCell> cells)
    {
        var lowering = new NotebookLowering();
        lowering.AddUsings(cells);
        var blocks = 0;
        foreach (var cell in cells)
        {
            var declared = Declared(cell.Unit).ToList();
            if (declared.Exists(lowering._names.Contains))
            {
                lowering.Insert("{\n");
                lowering._names.Clear();
                blocks++;
            }
            lowering._names.UnionWith(declared);
            lowering.AddStatements(cell);
        }
        lowering.Insert(new string('}', blocks) + "\n");
        lowering.AddTypes(cells);
        return new NotebookProgram(path, file, lowering._text.ToString(), [.. lowering._segments]);
    }

    private void AddUsings(IEnumerable<CSharpCell> cells)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var cell in cells)
            foreach (var directive in cell.Unit.Usings.Where(u => seen.Add(u.ToString())))
            {
                Copy(cell, cell.Code, directive.Span);
                Insert("\n");
            }
    }

    /// <summary>All of a cell but its usings and types, which leave their comments and directives behind.</summary>
    private void AddStatements(CSharpCell cell)
    {
        var code = cell.Code.ToCharArray();
        foreach (var moved in cell.Unit.Usings.Concat<SyntaxNode>(cell.Unit.Members.Where(IsType)).Concat(cell.Unit.Members.Where(IsUnusable)))
            Blank(code, moved.Span);
        foreach (var member in cell.Unit.Members.Where(m => !IsType(m)))
            foreach (var modifier in member.Modifiers.Where(m => !IsOfLocal(m)))
                Blank(code, modifier.Span);
        var text = new string(code);
        if (cell.Unit.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } shown })
        {
            Copy(cell, text, TextSpan.FromBounds(0, shown.SpanStart));
            Insert("display(");
            Copy(cell, text, shown.Span);
            Insert(");");
            Copy(cell, text, TextSpan.FromBounds(shown.Span.End, text.Length));
        }
        else
        {
            Copy(cell, text, new TextSpan(0, text.Length));
        }
        Insert("\n" + string.Concat(Assigned(cell.Unit).Select(name => $"_ = {name};")) + "\n");
    }

    /// <summary>Variables that a cell gives a value.</summary>
    private static IEnumerable<string> Assigned(CompilationUnitSyntax unit) =>
        unit.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Where(v => v.Initializer is not null).Select(v => v.Identifier.Text);

    /// <summary>Of types with one name the last counts, as it does for the cells after it.</summary>
    private void AddTypes(IReadOnlyList<CSharpCell> cells)
    {
        var types = cells.SelectMany(c => c.Unit.Members.Where(IsType), (cell, member) => (Cell: cell, Member: member));
        foreach (var (cell, member) in types.GroupBy(t => NameOf(t.Member)).SelectMany(g => g.Key.Length == 0 ? g : g.TakeLast(1)))
        {
            var isExtension = member is MethodDeclarationSyntax;
            var code = cell.Code.ToCharArray();
            if (isExtension)
                foreach (var modifier in member.Modifiers.Where(m => m.Kind() is not (SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword)))
                    Blank(code, modifier.Span);
            Insert(isExtension ? "internal static partial class Extensions { public static " : "");
            Copy(cell, new string(code), member.Span);
            Insert(isExtension ? " }\n" : "\n");
        }
    }

    /// <summary>Names that a cell gives to variables and functions of the notebook.</summary>
    private static IEnumerable<string> Declared(CompilationUnitSyntax unit) => unit.Members.Where(m => !IsType(m)).SelectMany(member => member switch
    {
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        _ => member.DescendantNodes(n => n is not (BlockSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Select(n => n switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => "",
        }),
    }).Where(name => name.Length > 0);

    private static bool IsType(MemberDeclarationSyntax member) => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax || IsExtension(member);

    private static bool IsExtension(MemberDeclarationSyntax member) =>
        member is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } && first.Modifiers.Any(SyntaxKind.ThisKeyword);

    /// <summary>What a script may have at its top and no program: properties, events, indexers.</summary>
    private static bool IsUnusable(MemberDeclarationSyntax member) => member is BasePropertyDeclarationSyntax or EventFieldDeclarationSyntax;

    /// <summary>Whether a modifier of a script's member may stay on a local. Not static: a static method of a script may use its static variables.</summary>
    private static bool IsOfLocal(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.AsyncKeyword or SyntaxKind.UnsafeKeyword or SyntaxKind.ConstKeyword;

    private static string NameOf(MemberDeclarationSyntax member) => member switch
    {
        TypeDeclarationSyntax type => $"{type.Identifier.ValueText}`{type.TypeParameterList?.Parameters.Count ?? 0}",
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax type => type.Identifier.ValueText,
        _ => "",
    };

    private static void Blank(char[] code, TextSpan span)
    {
        for (var i = span.Start; i < span.End; i++)
            if (code[i] is not ('\r' or '\n'))
                code[i] = ' ';
    }

    private void Insert(string text) => _text.Append(text);

    private void Copy(CSharpCell cell, string code, TextSpan span)
    {
        if (span.IsEmpty)
            return;
        _segments.Add(new TextSegment(_text.Length, cell.Cell, span.Start, span.Length));
        _text.Append(code, span.Start, span.Length);
    }
}
