namespace ClipGrid.Silo.Demo;

/// <summary>
/// A stream of random numbers that depends on its seeds only and never on the runtime's version: SplitMix64 (Steele, Lea
/// and Flood 2014, figure 16).
/// </summary>
internal sealed class DemoDice
{
    private ulong _state;

    /// <summary>Starts the stream that belongs to <paramref name="seeds"/>; other seeds or another order give another stream.</summary>
    public DemoDice(params ReadOnlySpan<ulong> seeds)
    {
        foreach (ulong seed in seeds)
        {
            _state ^= seed;
            _state = Next();
        }
    }

    /// <summary>An even number from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>A number between two others.</summary>
    public float Between(float low, float high) => low + (high - low) * (Next() >> 40) / (1 << 24);

    /// <summary>Puts <paramref name="items"/> in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    private ulong Next()
    {
        ulong mixed = _state += 0x9e3779b97f4a7c15;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
        return mixed ^ (mixed >> 31);
    }
}
