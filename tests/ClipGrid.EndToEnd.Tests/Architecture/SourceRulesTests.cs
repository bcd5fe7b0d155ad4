using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>How the repository's files are cut and named.</summary>
public sealed partial class SourceRulesTests(SourceTree tree) : IClassFixture<SourceTree>
{
    private const int LongestFile = 300;

    [Fact]
    public void CSharpFile_Each_HoldsOneTopLevelTypeNamedAfterIt()
    {
        List<string> faults = [];
        foreach (string file in tree.CSharp)
        {
            CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(File.ReadAllText(Built.Root(file)), cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot(TestContext.Current.CancellationToken);
            string[] types = [.. unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).Select(TypeName).OfType<string>()];
            bool isProgram = Path.GetFileName(file) == "Program.cs" && types.Length == 0;
            // SessionGrain.Log.cs is a part of SessionGrain.
            string expected = Path.GetFileName(file).Split('.')[0];
            if (!isProgram && types is not [var only] || types.Length == 1 && types[0] != expected)
                faults.Add($"{file}: {(types.Length == 0 ? "no type" : string.Join(", ", types))}");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void CSharpFile_InAProject_HasTheNamespaceOfItsFolder()
    {
        string[] projects = [.. ProjectRule.All.Select(rule => rule.Project)];
        List<string> faults = [];
        foreach (string file in tree.CSharp.Where(file => projects.Contains(file.Split('/')[0])))
        {
            CompilationUnitSyntax unit = CSharpSyntaxTree.ParseText(File.ReadAllText(Built.Root(file)), cancellationToken: TestContext.Current.CancellationToken).GetCompilationUnitRoot(TestContext.Current.CancellationToken);
            string expected = "ClipGrid." + Path.GetDirectoryName(file)!.Replace('/', '.');
            if (unit.Members.OfType<BaseNamespaceDeclarationSyntax>().Any(declared => declared.Name.ToString() != expected))
                faults.Add($"{file}: not in {expected}");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void CodeFile_Each_HasAtMost300Lines()
    {
        string[] kinds = [".cs", ".razor", ".css", ".sh", ".props", ".targets"];
        Assert.Empty(
            from source in tree.Texts
            where kinds.Contains(Path.GetExtension(source.File))
            let lines = source.Text.Count(c => c == '\n')
            where lines > LongestFile
            select $"{source.File}: {lines} lines");
    }

    [Fact]
    public void Folder_Each_NamesASubjectAndNotAKind()
    {
        string[] kinds = ["Helpers", "Helper", "Utils", "Utilities", "Common", "Shared", "Misc", "Services", "Interfaces", "Extensions"];
        Assert.DoesNotContain(tree.Files, file => file.Split('/')[..^1].Any(folder => kinds.Contains(folder, StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void Text_OfEveryFile_LeavesNothingForLater() =>
        Assert.Empty(Lines(ForLater()));

    [Fact]
    public void Text_OfEveryFile_NamesNoFolderOfTheMachineItWasWrittenOn() =>
        Assert.Empty(Lines(Workplace()));

    private IEnumerable<string> Lines(Regex pattern) =>
        from source in tree.Texts
        from line in source.Text.Split('\n').Index()
        where pattern.IsMatch(line.Item)
        select $"{source.File}:{line.Index + 1}: {line.Item.Trim()}";

    private static string? TypeName(Microsoft.CodeAnalysis.SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };

    // The brackets keep these two patterns from finding themselves.
    [GeneratedRegex(@"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")]
    private static partial Regex ForLater();

    [GeneratedRegex(@"(?<![\w.~])/(root|work|home/\w+)/")]
    private static partial Regex Workplace();
}
