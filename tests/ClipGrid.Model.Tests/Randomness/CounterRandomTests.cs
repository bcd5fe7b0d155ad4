using ClipGrid.Model.Randomness;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Randomness;

public sealed class CounterRandomTests
{
    private const int SampleCount = 200_000;

    // The first outputs of the published generator for seed 0.
    [Fact]
    public void Bits_SeedZero_EqualsSplitMix64()
    {
        var random = new CounterRandom(0);
        Assert.Equal<ulong[]>([0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F], [random.Bits(0), random.Bits(1), random.Bits(2)]);
    }

    // Stored runs depend on these: a change of the derivation must not pass unseen.
    [Fact]
    public void Derive_KnownParts_StaysAsReleased() =>
        Assert.Equal(
            [4887682450648544252UL, 10028392519481592479UL],
            [new CounterRandom(42).Derive(1UL).Bits(0), new CounterRandom(42).Derive(1UL).Derive(7).Bits(3)]);

    [Fact]
    public void Derive_AnyParts_GivesDifferentStreams() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.ULong).Where((_, a, b) => a != b).Sample((seed, a, b) =>
        {
            var random = new CounterRandom(seed);
            Assert.NotEqual(random.Derive(a).Bits(0), random.Derive(b).Bits(0));
            Assert.NotEqual(random.Derive(a).Derive(b).Bits(0), random.Derive(b).Derive(a).Bits(0));
            Assert.NotEqual(random.Bits(0), random.Derive(a).Bits(0));
        });

    // Neighbouring seeds, epochs and indices are what runs really use; correlated bits would show as a mean off by many deviations.
    [Fact]
    public void Derive_NeighbouringParts_HaveIndependentBits()
    {
        int differing = 0;
        for (ulong part = 0; part < 10_000; part++)
            differing += System.Numerics.BitOperations.PopCount(new CounterRandom(part).Derive(part).Bits(0) ^ new CounterRandom(part).Derive(part + 1).Bits(0));
        Assert.Equal(32, differing / 10_000.0, 0.2);
    }

    [Fact]
    public void Uniform_ManyNumbers_AreUniform()
    {
        var random = new CounterRandom(5);
        int[] counts = new int[100];
        for (ulong i = 0; i < SampleCount; i++)
            counts[(int)(random.Uniform(i) * counts.Length)]++;
        double expected = (double)SampleCount / counts.Length;
        double chiSquare = counts.Sum(count => (count - expected) * (count - expected) / expected);
        // 99 degrees of freedom: mean 99, deviation 14.
        Assert.InRange(chiSquare, 50, 170);
    }

    [Fact]
    public void Gaussian_ManyNumbers_HaveNormalMoments()
    {
        var random = new CounterRandom(6);
        double[] numbers = [.. Enumerable.Range(0, SampleCount).Select(i => random.Gaussian((ulong)i))];
        Assert.Equal(0, numbers.Average(), 0.01);
        Assert.Equal(1, numbers.Average(x => x * x), 0.02);
        Assert.Equal(0, numbers.Average(x => x * x * x), 0.05);
        Assert.Equal(3, numbers.Average(x => x * x * x * x), 0.15);
        Assert.All(numbers, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Below_AnyBound_IsInRange() => Gen.Select(Gen.ULong, Gen.ULong, Gen.Int[1, int.MaxValue]).Sample((seed, index, bound) =>
        Assert.InRange(new CounterRandom(seed).Below(index, bound), 0, bound - 1));

    [Fact]
    public void Below_SmallBound_ReachesEveryValueEqually()
    {
        var random = new CounterRandom(7);
        int[] counts = new int[6];
        for (ulong i = 0; i < 60_000; i++)
            counts[random.Below(i, 6)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
    }

    [Fact]
    public void Below_NoRoom_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new CounterRandom(1).Below(0, 0));
}
