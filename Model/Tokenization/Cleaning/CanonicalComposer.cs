using System.Runtime.InteropServices;
using System.Text;

namespace ClipGrid.Model.Tokenization.Cleaning;

/// <summary>
/// Normalization form C (UAX #15). The runtime's own <see cref="string.Normalize()"/> does nothing where globalization is
/// invariant, as in ClipGrid's programs, and would follow the machine's ICU elsewhere.
/// </summary>
internal static class CanonicalComposer
{
    /// <summary><paramref name="text"/> in form C; the same object where it is in that form for certain.</summary>
    public static string Compose(string text)
    {
        if (!MayChange(text))
            return text;
        var points = new List<int>(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        Span<int> decomposed = CollectionsMarshal.AsSpan(points);
        Reorder(decomposed);
        int length = Recompose(decomposed);
        var composed = new StringBuilder(text.Length);
        foreach (int point in decomposed[..length])
            composed.Append(new Rune(point));
        return composed.ToString();
    }

    /// <summary>Whether <see cref="Compose"/> has anything to look at: false for nearly all captions.</summary>
    public static bool MayChange(ReadOnlySpan<char> text)
    {
        // Everything below U+0300 is composed and never moves.
        int start = text.IndexOfAnyExceptInRange('\0', '\u02FF');
        if (start < 0)
            return false;
        foreach (Rune rune in text[start..].EnumerateRunes())
            if (CanonicalForms.IsUnsettled(rune.Value))
                return true;
        return false;
    }

    private static void Decompose(int point, List<int> points)
    {
        if (Hangul.TryDecompose(point, points))
            return;
        if (!CanonicalForms.TryDecompose(point, out (int First, int Second) parts))
        {
            points.Add(point);
            return;
        }
        // Only first parts come apart further.
        Decompose(parts.First, points);
        if (parts.Second != 0)
            points.Add(parts.Second);
    }

    /// <summary>Sorts each run of combining marks by class, keeping the order within a class.</summary>
    private static void Reorder(Span<int> points)
    {
        for (int start = 0; start < points.Length; start++)
        {
            int end = start;
            while (end < points.Length && CanonicalForms.Class(points[end]) != 0)
                end++;
            if (end - start > 1)
                SortStable(points[start..end]);
            start = end;
        }
    }

    private static void SortStable(Span<int> marks)
    {
        // Class and place in one key: n log n also on the million marks of a hostile caption.
        var keys = new long[marks.Length];
        for (int i = 0; i < marks.Length; i++)
            keys[i] = ((long)CanonicalForms.Class(marks[i]) << 32) | (uint)i;
        keys.AsSpan().Sort(marks);
    }

    private static int Recompose(Span<int> points)
    {
        int starter = -1, length = 0, lastClass = 0;
        foreach (int point in points)
        {
            int cls = CanonicalForms.Class(point);
            // A mark reaches its starter unless one of its own class or a higher one stands between.
            bool reaches = starter >= 0 && (starter == length - 1 || lastClass < cls);
            if (reaches && CanonicalForms.Compose(points[starter], point) is not 0 and int composite)
            {
                points[starter] = composite;
                continue;
            }
            if (cls == 0)
                starter = length;
            lastClass = cls;
            points[length++] = point;
        }
        return length;
    }
}
