using System.Globalization;
using System.Text;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Texts of a log as they may be shown: without control characters, which could rewrite a screen or fake an entry, and cut.</summary>
internal static class LogText
{
    /// <summary>A text as one line: ends of lines are escaped too.</summary>
    public static string OneLine(string text, int longest) => Escape(text, longest, keepsLines: false);

    /// <summary>A text of several lines.</summary>
    public static string Lines(string text, int longest) => Escape(text, longest, keepsLines: true);

    private static string Escape(string text, int longest, bool keepsLines)
    {
        StringBuilder shown = new(Math.Min(text.Length, longest));
        foreach (char c in text)
        {
            if (shown.Length >= longest)
                return shown.Append('…').ToString();
            switch (c)
            {
                case '\n':
                    shown.Append(keepsLines ? "\n" : "\\n");
                    break;
                case '\r':
                    shown.Append(keepsLines ? "" : "\\r");
                    break;
                case '\t':
                    shown.Append(keepsLines ? "    " : "\\t");
                    break;
                // Besides control characters those that turn the direction of text or end a line.
                case var _ when char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
                    break;
                default:
                    shown.Append(c);
                    break;
            }
        }
        return shown.ToString();
    }
}
