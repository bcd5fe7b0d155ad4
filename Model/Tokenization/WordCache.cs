using System.Numerics;

namespace ClipGrid.Model.Tokenization;

/// <summary>
/// Remembers the tokens of words. Each word has two places, and the newest words keep them: the memory is bounded and needs
/// no lock, because a place is one reference to an entry that never changes. Thread-safe.
/// </summary>
internal sealed class WordCache(int wordCount)
{
    /// <summary>Longest word that is remembered, in UTF-16 units: long ones hardly ever come back.</summary>
    private const int MaxWordLength = 32;

    private readonly Entry?[] entries = new Entry?[Math.Max(2, BitOperations.RoundUpToPowerOf2((uint)wordCount))];

    /// <summary>The tokens of <paramref name="word"/>, or null where they are not known.</summary>
    public int[]? Find(ReadOnlySpan<char> word)
    {
        int place = Place(word);
        return Find(word, place) ?? Find(word, place ^ 1);
    }

    /// <summary>Remembers the tokens of <paramref name="word"/>.</summary>
    public void Add(ReadOnlySpan<char> word, int[] tokens)
    {
        if (word.Length > MaxWordLength)
            return;
        int place = Place(word);
        Volatile.Write(ref entries[place ^ 1], Volatile.Read(ref entries[place]));
        Volatile.Write(ref entries[place], new Entry(word.ToString(), tokens));
    }

    private int[]? Find(ReadOnlySpan<char> word, int place) =>
        Volatile.Read(ref entries[place]) is { } entry && word.SequenceEqual(entry.Word) ? entry.Tokens : null;

    // The runtime's hash is seeded at random: nobody can write captions whose words all fall into one place.
    private int Place(ReadOnlySpan<char> word) => string.GetHashCode(word) & (entries.Length - 1);

    private sealed record Entry(string Word, int[] Tokens);
}
