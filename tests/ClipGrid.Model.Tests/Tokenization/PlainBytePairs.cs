using System.Text;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>Byte-pair encoding written as it is defined, on strings: what the fast paths are compared with.</summary>
internal sealed class PlainBytePairs(Vocabulary vocabulary)
{
    private readonly Dictionary<(string, string), int> ranks = vocabulary.Merges
        .Select((merge, rank) => (Pair: (vocabulary.TokenAt(merge.Left), vocabulary.TokenAt(merge.Right)), rank))
        .ToDictionary(entry => entry.Pair, entry => entry.rank);

    public int[] Encode(string word)
    {
        List<string> parts = [.. Encoding.UTF8.GetBytes(word).Select(b => Spell(b).ToString())];
        parts[^1] += "</w>";
        while (Enumerable.Range(0, parts.Count - 1).Select(i => (parts[i], parts[i + 1])).Where(ranks.ContainsKey).ToList() is { Count: > 0 } known)
        {
            (string left, string right) = known.MinBy(pair => ranks[pair]);
            for (int i = 0; i + 1 < parts.Count; i++)
            {
                if (parts[i] != left || parts[i + 1] != right)
                    continue;
                parts[i] += right;
                parts.RemoveAt(i + 1);
            }
        }
        return [.. parts.Select(part => vocabulary.TryGetId(part, out int id) ? id : throw new InvalidOperationException(part))];
    }

    private static char Spell(byte value)
    {
        int others = Enumerable.Range(0, value).Count(b => !IsPrintable(b));
        return (char)(IsPrintable(value) ? value : 256 + others);
    }

    private static bool IsPrintable(int b) => b is (>= 33 and <= 126) or (>= 161 and <= 172) or (>= 174 and <= 255);
}
