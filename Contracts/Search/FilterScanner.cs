using System.Globalization;
using System.Text;

namespace ClipGrid.Contracts.Search;

/// <summary>Cuts a filter's text into pieces: <c>color in (red, "light blue")</c> is color · in · ( · red · , · light blue · ).</summary>
internal static class FilterScanner
{
    private const string SingleSymbols = "(),=*";

    /// <summary>The pieces, the end included.</summary>
    public static List<FilterToken> Scan(string text)
    {
        List<FilterToken> tokens = [];
        int at = 0;
        while (true)
        {
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
            int begin = at;
            if (at == text.Length)
            {
                tokens.Add(new FilterToken(FilterTokenKind.End, "", begin + 1));
                return tokens;
            }
            FilterTokenKind kind = text[at] is '"' or '\'' ? FilterTokenKind.Quoted : IsWordPart(text[at]) ? FilterTokenKind.Word : FilterTokenKind.Symbol;
            string piece = kind switch
            {
                FilterTokenKind.Quoted => Quoted(text, ref at),
                FilterTokenKind.Word => Word(text, ref at),
                _ => Symbol(text, ref at),
            };
            tokens.Add(new FilterToken(kind, piece, begin + 1));
        }
    }

    /// <summary>Whether a character can stand in an unquoted word.</summary>
    public static bool IsWordPart(char c) => !char.IsWhiteSpace(c) && !char.IsControl(c) && c is not ('(' or ')' or ',' or '=' or '!' or '<' or '>' or '"' or '\'' or '\\' or '*');

    private static string Word(string text, ref int at)
    {
        int begin = at;
        while (at < text.Length && IsWordPart(text[at]))
            at++;
        return text[begin..at];
    }

    private static string Symbol(string text, ref int at)
    {
        char first = text[at++];
        if (SingleSymbols.Contains(first, StringComparison.Ordinal))
            return first.ToString();
        bool isTwo = at < text.Length && text[at] == '=';
        if (first is not ('<' or '>') && !(first == '!' && isTwo))
            throw new FilterFault(at, $"a comparison, ( or not, found {Naming.GridName.Shown(first.ToString())}");
        at += isTwo ? 1 : 0;
        return isTwo ? $"{first}=" : first.ToString();
    }

    // "light \"blue\"" with \" \' \\ \n \r \t and \u followed by four hexadecimal digits.
    private static string Quoted(string text, ref int at)
    {
        int begin = at;
        char quote = text[at++];
        StringBuilder content = new();
        while (at < text.Length && text[at] != quote)
            content.Append(text[at] == '\\' ? Escaped(text, ref at) : text[at++]);
        if (at == text.Length)
            throw new FilterFault(begin + 1, $"a closing {quote} for the text that begins here");
        at++;
        return content.ToString();
    }

    private static char Escaped(string text, ref int at)
    {
        int begin = at++;
        char what = at < text.Length ? text[at++] : ' ';
        switch (what)
        {
            case '"' or '\'' or '\\':
                return what;
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when at + 4 <= text.Length && ushort.TryParse(text.AsSpan(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                at += 4;
                return (char)code;
            default:
                throw new FilterFault(begin + 1, """an escape: \" \' \\ \n \r \t or \u with four hexadecimal digits""");
        }
    }
}
