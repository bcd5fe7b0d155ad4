using System.Globalization;
using System.Text;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Datasets.Uploads;

/// <summary>Paths that a browser or a zip writes: they may only lead further into the upload's own folder, and look like what they are.</summary>
internal static class UploadPath
{
    // What other letters' sets have for / \ and : and would become them where a system makes names uniform.
    private const string Slashlike = "\u2044\u2215\u29F8\uFF0F\u2216\u29F5\u29F9\uFE68\uFF3C\uFE55\uFF1A\u2236\uA789";
    private const string Dotlike = ".\u2024\u2025\u2026\uFE52\uFF0E\u3002\uFF61 ";

    /// <summary>What is wrong with a path, in a sentence; null if nothing is.</summary>
    public static string? Complaint(string? path, UploadOptions limits)
    {
        if (string.IsNullOrEmpty(path))
            return "A file has no name: give it one.";
        if (path[0] == '/' || path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))
            return Of(path, "is absolute: name it from the folder that is sent");
        string[] parts = path.Split('/');
        if (parts.Length > limits.MaxDepth + 1)
            return Of(path, $"lies {parts.Length - 1} folders deep: at most {limits.MaxDepth} are taken");
        foreach (string part in parts)
            if (PartComplaint(part, limits) is { } complaint)
                return Of(path, complaint);
        return null;
    }

    /// <summary>Whether it is one of the files that systems leave in folders without being asked.</summary>
    public static bool IsHidden(string path) =>
        path.Split('/').Any(part => part.StartsWith('.') || part is "__MACOSX")
        || path.Split('/')[^1] is var name && (name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase));

    private static string? PartComplaint(string part, UploadOptions limits)
    {
        if (part.Length == 0 || part.All(Dotlike.Contains))
            return "has a part that is empty or made of dots";
        if (part.Any(c => c is '\\' or ':' || Slashlike.Contains(c)))
            return "has a backslash, a colon, or a letter that looks like one of them or like a slash: rename it";
        for (int i = 0; i < part.Length; i += char.IsHighSurrogate(part[i]) ? 2 : 1)
            if (!Rune.TryGetRuneAt(part, i, out Rune rune))
                return "is no sound Unicode text: rename it";
            else if (IsUnseen(rune))
                return "has characters that are not seen or that turn the text around: rename it";
        return Encoding.UTF8.GetByteCount(part) > limits.MaxNameByteCount ? $"has a name of more than {limits.MaxNameByteCount} bytes: shorten it" : null;
    }

    // Zero-width joiners hold emoji together and stand in the words of several languages.
    private static bool IsUnseen(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static string Of(string path, string complaint) => $"The path {GridName.Shown(path)} {complaint}.";
}
