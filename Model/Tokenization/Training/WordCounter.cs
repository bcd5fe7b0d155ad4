using System.Runtime.InteropServices;
using System.Text;
using ClipGrid.Model.Tokenization.Cleaning;

namespace ClipGrid.Model.Tokenization.Training;

/// <summary>Counts the words of captions, cleaned and split as encoding does it.</summary>
internal sealed class WordCounter(bool repairsText, int maxWordLength)
{
    private readonly CaptionCleaner cleaner = new(repairsText);
    private readonly CleaningScratch scratch = new();

    // The last piece of a word ends in another token than the same piece further in.
    private readonly Dictionary<string, long> ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> inner = new(StringComparer.Ordinal);

    /// <summary>Different words, and pieces of words, so far.</summary>
    public int DistinctWordCount => ends.Count + inner.Count;

    /// <summary>Counts the words of one caption; spelled-out special tokens are none.</summary>
    public void Add(string caption)
    {
        var words = new WordSplitter(cleaner.Clean(caption, scratch));
        while (words.MoveNext())
        {
            if (words.Kind != WordKind.Word)
                continue;
            ReadOnlySpan<char> rest = words.Current;
            for (int piece = PieceLength(rest); piece < rest.Length; piece = PieceLength(rest))
            {
                Count(inner, rest[..piece]);
                rest = rest[piece..];
            }
            Count(ends, rest);
        }
    }

    /// <summary>All words as tokens of single bytes.</summary>
    public List<TrainingWord> Words()
    {
        byte[] order = [.. ByteAlphabet.InIdOrder];
        var ids = new int[256];
        for (int id = 0; id < 256; id++)
            ids[order[id]] = id;
        return
        [
            .. inner.Select(word => new TrainingWord([.. Encoding.UTF8.GetBytes(word.Key).Select(b => ids[b])], word.Value)),
            .. ends.Select(word => new TrainingWord(Final([.. Encoding.UTF8.GetBytes(word.Key).Select(b => ids[b])]), word.Value)),
        ];
    }

    private int PieceLength(ReadOnlySpan<char> text)
    {
        if (text.Length <= maxWordLength)
            return text.Length;
        int length = 0;
        for (int points = 0; points < maxWordLength && length < text.Length; points++)
            length += char.IsHighSurrogate(text[length]) ? 2 : 1;
        return length;
    }

    private static void Count(Dictionary<string, long> counts, ReadOnlySpan<char> word) =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts.GetAlternateLookup<ReadOnlySpan<char>>(), word, out _)++;

    private static int[] Final(int[] tokens)
    {
        tokens[^1] += 256;
        return tokens;
    }
}
