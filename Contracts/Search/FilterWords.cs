using System.Globalization;

namespace ClipGrid.Contracts.Search;

/// <summary>What a word of a filter's text means.</summary>
internal static class FilterWords
{
    private static readonly HashSet<string> Keywords = new(["and", "or", "not", "in", "between", "true", "false"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it has a meaning of its own.</summary>
    public static bool IsKeyword(string word) => Keywords.Contains(word);

    /// <summary>Whether a field holds texts only, so that label = 3 means the text.</summary>
    public static bool IsTextField(string field) => field is "key" or "label";

    /// <summary>Whether a word is a number; it may be one that is too large: infinity.</summary>
    public static bool IsNumber(string word, out double number)
    {
        number = 0;
        return word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] is '+' or '-' or '.')
            && double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out number)
            && !double.IsNaN(number);
    }

    /// <summary>Whether a text can stand without quotes and still is a text.</summary>
    public static bool IsPlain(string text) =>
        text.Length > 0 && (char.IsAsciiLetter(text[0]) || text[0] == '_') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '/' or ':') && !IsKeyword(text);
}
