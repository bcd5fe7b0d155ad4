using ClipGrid.EndToEnd.Tests.Processes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>
/// The keys that the programs read, out of their sources: each class with a constant <c>Section</c> that begins with ClipGrid is a
/// section of the configuration, its settable properties are keys, and a property of another such class is a section within. So are
/// constants that are called …Key and begin with ClipGrid, and in a section those whose value is their own name.
/// </summary>
internal sealed class SettingKeys
{
    private readonly ILookup<string, TypeDeclarationSyntax> _types;
    private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);

    private SettingKeys(IEnumerable<string> files) =>
        _types = files
            .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Built.Root(file))).GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .ToLookup(type => type.Identifier.Text);

    /// <summary>What a silo knows, as variables of the environment.</summary>
    public static IReadOnlySet<string> OfSilo(IEnumerable<string> files) =>
        Of(files, file => Lies(file, "Silo", "Grains", "Dashboard", "Contracts") && !file.Contains("WebTier", StringComparison.Ordinal));

    /// <summary>What the web tier knows.</summary>
    public static IReadOnlySet<string> OfWeb(IEnumerable<string> files) => Of(files, file => Lies(file, "Dashboard", "Contracts"));

    private static HashSet<string> Of(IEnumerable<string> files, Func<string, bool> isRead)
    {
        SettingKeys keys = new(files.Where(isRead));
        foreach (IGrouping<string, TypeDeclarationSyntax> type in keys._types)
            if (keys.Section(type.Key) is { } section && section.StartsWith("ClipGrid", StringComparison.Ordinal))
                keys.Add(type.Key, section.Replace(":", "__", StringComparison.Ordinal));
        foreach (VariableDeclaratorSyntax constant in keys._types.SelectMany(type => type).SelectMany(Constants))
            if (constant is { Identifier.Text: var name, Initializer.Value: LiteralExpressionSyntax { Token.ValueText: var key } } && name.EndsWith("Key", StringComparison.Ordinal) && key.StartsWith("ClipGrid:", StringComparison.Ordinal))
                keys._keys.Add(key.Replace(":", "__", StringComparison.Ordinal));
        return keys._keys;
    }

    private static bool Lies(string file, params string[] projects) => projects.Any(project => file.StartsWith(project + "/", StringComparison.Ordinal));

    private static IEnumerable<VariableDeclaratorSyntax> Constants(TypeDeclarationSyntax type) =>
        type.Members.OfType<FieldDeclarationSyntax>().Where(field => field.Modifiers.Any(SyntaxKind.ConstKeyword)).SelectMany(field => field.Declaration.Variables);

    private void Add(string type, string prefix)
    {
        foreach (VariableDeclaratorSyntax constant in _types[type].SelectMany(Constants).Where(one => (one.Initializer?.Value as LiteralExpressionSyntax)?.Token.ValueText == one.Identifier.Text))
            _keys.Add($"{prefix}__{constant.Identifier.Text}");
        foreach (PropertyDeclarationSyntax property in _types[type].SelectMany(part => part.Members).OfType<PropertyDeclarationSyntax>().Where(IsSettable))
        {
            string itsType = property.Type.ToString().TrimEnd('?');
            if (_types[itsType].Any(one => one is ClassDeclarationSyntax or RecordDeclarationSyntax))
                Add(itsType, $"{prefix}__{property.Identifier.Text}");
            else
                _keys.Add($"{prefix}__{property.Identifier.Text}");
        }
    }

    private static bool IsSettable(PropertyDeclarationSyntax property) =>
        property.Modifiers.Any(SyntaxKind.PublicKeyword) && !property.Modifiers.Any(SyntaxKind.StaticKeyword)
        && property.AccessorList?.Accessors.Any(accessor => accessor.Modifiers.Count == 0 && (accessor.IsKind(SyntaxKind.SetAccessorDeclaration) || accessor.IsKind(SyntaxKind.InitAccessorDeclaration))) == true;

    private string? Section(string type) =>
        _types[type].SelectMany(part => part.Members).OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables)
            .FirstOrDefault(variable => variable.Identifier.Text == nameof(Section))?.Initializer is { Value: var value } ? Text(value, type) : null;

    // "ClipGrid:Http", $"{GridSettings.Section}:Clustering", BlobStorageOptions.Section + ":Resilience"
    private string Text(ExpressionSyntax value, string type) => value switch
    {
        LiteralExpressionSyntax literal => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax parts => string.Concat(parts.Contents.Select(part => part is InterpolationSyntax hole ? Text(hole.Expression, type) : ((InterpolatedStringTextSyntax)part).TextToken.ValueText)),
        BinaryExpressionSyntax sum => Text(sum.Left, type) + Text(sum.Right, type),
        MemberAccessExpressionSyntax { Name.Identifier.Text: nameof(Section) } other => Section(other.Expression.ToString()) ?? throw new NotSupportedException($"{other} is not among the sources."),
        InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } } name => name.ArgumentList.Arguments[0].ToString().Split('.')[^1],
        _ => throw new NotSupportedException($"{type}.{nameof(Section)} is {value}"),
    };
}
