using System.Diagnostics.CodeAnalysis;

namespace ClipGrid.Contracts.Naming;

/// <summary>The rule for the names that people give: 1 to 64 of a-z 0-9 . _ -, beginning with a letter or digit, not ending with '.'.</summary>
public static class GridName
{
    private const int LongestName = 64;

    /// <summary>The rule in words, for messages.</summary>
    public const string Rule = "use 1 to 64 lower-case letters, digits and . _ -, beginning with a letter or digit";

    /// <summary>Whether a text follows the rule.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestName } && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != '.'
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');

    /// <summary>A text for a message: cut to a readable length, without control characters.</summary>
    public static string Shown(string? text)
    {
        if (text is null)
            return "null";
        string clean = new([.. text.Take(LongestName).Select(c => char.IsControl(c) ? '?' : c)]);
        return text.Length > LongestName ? $"\"{clean}…\"" : $"\"{clean}\"";
    }
}
