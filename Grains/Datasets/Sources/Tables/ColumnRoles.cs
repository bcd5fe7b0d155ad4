namespace ClipGrid.Grains.Datasets.Sources.Tables;

/// <summary>
/// Tells by the names what columns mean; case, spaces, hyphens and underscores do not count. Of several possible names the first of
/// each list below wins and the others are metadata; captions may be many (<c>captions</c>) or numbered (<c>caption_1</c>, <c>caption_2</c>).
/// </summary>
internal static class ColumnRoles
{
    private static readonly string[] Files = ["file", "filepath", "filename", "path", "image", "picture", "imagepath", "imagefile", "imagename", "picturepath", "img"];
    private static readonly string[] Captions = ["caption", "title", "text"];
    private static readonly string[] Labels = ["label", "class", "labelname", "classname"];
    private static readonly string[] Keys = ["key", "id"];

    /// <summary>The names that a file column may have, for messages.</summary>
    public static string FileNames { get; } = string.Join(", ", Files);

    /// <summary>The role of each name.</summary>
    public static ColumnRole[] Assign(IReadOnlyList<string> names)
    {
        string[] plain = [.. names.Select(Plain)];
        string? file = Array.Find(Files, plain.Contains);
        string? label = Array.Find(Labels, plain.Contains);
        string? key = Array.Find(Keys, plain.Contains);
        string? caption = Array.Find(Captions, family => Array.Exists(plain, name => IsOf(family, name)));
        return [.. plain.Select(name => name switch
        {
            "" => ColumnRole.None,
            _ when name == file => ColumnRole.File,
            _ when name == label => ColumnRole.Label,
            _ when name == key => ColumnRole.Key,
            _ when caption is not null && IsOf(caption, name) => ColumnRole.Caption,
            _ => ColumnRole.Metadata,
        })];
    }

    /// <summary>A name as it is compared: without case, spaces, hyphens and underscores.</summary>
    public static string Plain(string name) =>
        string.Concat(name.Where(c => c is not ('_' or '-' or ' ' or '\t'))).ToLowerInvariant();

    // "caption2" and "captions" are of the family "caption".
    private static bool IsOf(string family, string name) =>
        name.StartsWith(family, StringComparison.Ordinal)
        && name.AsSpan(family.Length) is var rest && (rest is "s" || !rest.ContainsAnyExceptInRange('0', '9'));
}
