using System.Numerics;

namespace ClipGrid.Model.Tokenization;

/// <summary>
/// Remembers the tokens of words. Each word has one slot, and a newer word takes it over: the memory is bounded and needs no
/// lock, because a slot is one reference to an entry that never changes. Thread-safe.
/// </summary>
internal sealed class WordCache(int wordCount)
{
    /// <summary>Longest word that is remembered, in UTF-16 units: long ones hardly ever come back.</summary>
    private const int MaxWordLength = 32;

    private readonly Entry?[] slots = new Entry?[BitOperations.RoundUpToPowerOf2((uint)wordCount)];

    /// <summary>The tokens of <paramref name="word"/>, or null where they are not known.</summary>
    public int[]? Find(ReadOnlySpan<char> word) =>
        Volatile.Read(ref slots[Slot(word)]) is { } entry && word.SequenceEqual(entry.Word) ? entry.Tokens : null;

    /// <summary>Remembers the tokens of <paramref name="word"/>.</summary>
    public void Add(ReadOnlySpan<char> word, int[] tokens)
    {
        if (word.Length <= MaxWordLength)
            Volatile.Write(ref slots[Slot(word)], new Entry(word.ToString(), tokens));
    }

    // The runtime's hash is seeded at random: nobody can write captions whose words all fall into one slot.
    private int Slot(ReadOnlySpan<char> word) => string.GetHashCode(word) & (slots.Length - 1);

    private sealed record Entry(string Word, int[] Tokens);
}
