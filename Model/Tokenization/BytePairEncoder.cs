using System.Buffers;
using System.Text;

namespace ClipGrid.Model.Tokenization;

/// <summary>
/// Encodes one word: starting from its bytes, the pair of the lowest rank is merged wherever it stands, left to right, until
/// no pair has a merge (Sennrich et al. 2016). Thread-safe.
/// </summary>
internal sealed class BytePairEncoder(MergeTable merges)
{
    /// <summary>Longest word, in bytes, whose pairs are all looked at again after each merge.</summary>
    public const int MaxShortLength = 48;

    /// <summary>The tokens of a word that is not empty and has no lone surrogate.</summary>
    public int[] Encode(ReadOnlySpan<char> word)
    {
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(word.Length));
        int count = Encoding.UTF8.GetBytes(word, bytes);
        Span<int> symbols = count <= MaxShortLength ? stackalloc int[count] : new int[count];
        for (int i = 0; i < count - 1; i++)
            symbols[i] = merges.ByteIds[bytes[i]];
        symbols[count - 1] = merges.FinalByteIds[bytes[count - 1]];
        ArrayPool<byte>.Shared.Return(bytes);
        int length = count <= MaxShortLength ? MergeShort(symbols) : LongWordMerger.Merge(symbols, merges);
        return symbols[..length].ToArray();
    }

    private int MergeShort(Span<int> symbols)
    {
        int length = symbols.Length;
        // The rank of each symbol and the one behind it.
        Span<int> ranks = stackalloc int[MaxShortLength];
        for (int i = 0; i < length; i++)
            ranks[i] = RankAt(symbols, i);
        while (true)
        {
            int best = MergeTable.None;
            foreach (int rank in ranks[..length])
                best = Math.Min(best, rank);
            if (best == MergeTable.None)
                return length;
            int result = merges[best].Result;
            int written = 0;
            for (int i = 0; i < length; i++)
            {
                bool isPair = ranks[i] == best;
                symbols[written] = isPair ? result : symbols[i];
                ranks[written++] = ranks[i];
                // Its right symbol is gone, also where that one began a pair of the same rank ("aaa").
                if (isPair)
                    i++;
            }
            length = written;
            for (int i = 0; i < length; i++)
                if (symbols[i] == result || (i + 1 < length && symbols[i + 1] == result))
                    ranks[i] = RankAt(symbols[..length], i);
        }
    }

    private int RankAt(ReadOnlySpan<int> symbols, int index) =>
        index + 1 < symbols.Length ? merges.Rank(symbols[index], symbols[index + 1]) : MergeTable.None;
}
