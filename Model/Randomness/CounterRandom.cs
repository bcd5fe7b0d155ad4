namespace ClipGrid.Model.Randomness;

/// <summary>
/// Random numbers without a state: number <c>index</c> of a stream is a hash of the stream's key and the index, so a run that
/// continues elsewhere needs nothing but its seed. The numbers of one stream are those of SplitMix64 started at its key
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014). Integers and
/// <see cref="Uniform"/> are the same on every machine. Not for secrets.
/// </summary>
public readonly record struct CounterRandom
{
    // The golden ratio as a 64-bit fraction: steps of this size visit every key before they repeat.
    private const ulong Step = 0x9E3779B97F4A7C15;

    private readonly ulong _key;

    /// <summary>The stream of a seed.</summary>
    public CounterRandom(ulong seed) => _key = seed;

    /// <summary>
    /// A stream of its own for each <paramref name="part"/>, such as an epoch or an item: derive twice for two coordinates. The order
    /// matters: (a, b) and (b, a) are different streams.
    /// </summary>
    public CounterRandom Derive(ulong part) => new(Mix(Mix(_key ^ Step) + Mix(part + Step)));

    /// <summary>The stream of one purpose, so that two uses of a seed never see the same numbers.</summary>
    internal CounterRandom Derive(RandomPurpose purpose) => Derive((ulong)purpose);

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong index) => Mix(_key + (index + 1) * Step);

    /// <summary>A number in [0, 1), a multiple of 2^-53.</summary>
    public double Uniform(ulong index) => (Bits(index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer from 0 to <paramref name="bound"/> - 1; the bias is below bound / 2^64.</summary>
    public int Below(ulong index, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)Math.BigMul(Bits(index), (ulong)bound, out _);
    }

    /// <summary>
    /// A normal number with mean 0 and variance 1 (Box and Muller 1958). Its last bits follow the platform's logarithm and cosine.
    /// It uses up the bits of 2 * index and 2 * index + 1.
    /// </summary>
    public double Gaussian(ulong index)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(2 * index)));
        return radius * Math.Cos(2 * Math.PI * Uniform(2 * index + 1));
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
