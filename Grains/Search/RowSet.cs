using System.Numerics;

namespace ClipGrid.Grains.Search;

/// <summary>Some of the rows 0 to <see cref="Length"/> - 1, a bit each. Not safe while somebody changes it.</summary>
internal sealed class RowSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words;

    private RowSet(int length, ulong[] words) => (Length, _words) = (length, words);

    /// <summary>Rows that it could hold.</summary>
    public int Length { get; }

    /// <summary>Rows that it holds.</summary>
    public int Count => _words.Sum(BitOperations.PopCount);

    /// <summary>Whether it holds a row.</summary>
    public bool this[int row] => (_words[row / WordBits] >> (row % WordBits) & 1) != 0;

    /// <summary>None of the rows.</summary>
    public static RowSet None(int length) => new(length, new ulong[(length + WordBits - 1) / WordBits]);

    /// <summary>All rows.</summary>
    public static RowSet All(int length) => None(length).Invert();

    /// <summary>The rows for which a condition holds.</summary>
    public static RowSet Where(int length, Func<int, bool> holds)
    {
        RowSet rows = None(length);
        for (int row = 0; row < length; row++)
            if (holds(row))
                rows.Add(row);
        return rows;
    }

    /// <summary>The same rows again, to be changed.</summary>
    public RowSet Copy() => new(Length, [.. _words]);

    /// <summary>Puts a row in.</summary>
    public void Add(int row) => _words[row / WordBits] |= 1UL << (row % WordBits);

    /// <summary>Takes a row out.</summary>
    public void Remove(int row) => _words[row / WordBits] &= ~(1UL << (row % WordBits));

    /// <summary>Keeps what the other holds too; returns itself.</summary>
    public RowSet And(RowSet other)
    {
        for (int i = 0; i < _words.Length; i++)
            _words[i] &= other._words[i];
        return this;
    }

    /// <summary>Adds what the other holds; returns itself.</summary>
    public RowSet Or(RowSet other)
    {
        for (int i = 0; i < _words.Length; i++)
            _words[i] |= other._words[i];
        return this;
    }

    /// <summary>Holds from now on what it did not; returns itself.</summary>
    public RowSet Invert()
    {
        for (int i = 0; i < _words.Length; i++)
            _words[i] = ~_words[i];
        if (Length % WordBits != 0)
            _words[^1] &= (1UL << (Length % WordBits)) - 1;
        return this;
    }
}
