namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>
/// A stream of random numbers that is a pure function of a <see cref="SampleId"/>: SplitMix64 (Steele, Lea, Flood 2014) started
/// from a mix of the three parts. Written out here because the sequence of System.Random is not promised between versions.
/// </summary>
internal struct CounterRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    public CounterRandom(SampleId sample)
    {
        // Each part is mixed before the next comes in, so that neighbouring items and epochs share nothing.
        ulong state = Mix(sample.Seed + Step);
        state = Mix((state ^ (ulong)sample.Epoch) + Step);
        _state = Mix((state ^ (ulong)sample.Item) + Step);
    }

    /// <summary>64 random bits.</summary>
    public ulong Next() => Mix(_state += Step);

    /// <summary>Uniform in [low, high): 53 bits of fraction.</summary>
    public double Uniform(double low, double high) => low + (high - low) * ((Next() >> 11) * (1.0 / (1UL << 53)));

    /// <summary>Uniform in 0…<paramref name="count"/> - 1: the high half of a 128-bit product, even to within count / 2^64.</summary>
    public int Below(int count) => (int)Math.BigMul(Next(), (ulong)count, out _);

    /// <summary>True with the given probability. Always draws, so that later draws do not depend on the configuration.</summary>
    public bool Chance(double probability) => Uniform(0, 1) < probability;

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
