using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets.Views;
using CsCheck;
using Xunit;

namespace ClipGrid.Grains.Tests.Datasets.Views;

public sealed class HistogramCounterTests
{
    [Fact]
    public void ToHistogram_AnyNumbersInAnyShares_CountsEachInItsRange() =>
        Gen.Select(Gen.Long[0, 40_000].Array[0, 200], Gen.Int[1, 5]).Sample((values, shareCount) =>
        {
            HistogramCounter all = new(HistogramScale.Pixels);
            foreach (long[] share in values.Chunk(Math.Max(1, values.Length / shareCount)))
            {
                HistogramCounter part = new(HistogramScale.Pixels);
                foreach (long value in share)
                    part.Add(value);
                all.Add(part.ToHistogram());
            }
            Histogram histogram = all.ToHistogram();

            Assert.Equal(values.Length, histogram.TotalCount);
            Assert.Equal(values.Sum(), histogram.Sum);
            for (int i = 0; i < histogram.Counts.Length; i++)
                Assert.Equal(histogram.Counts[i], values.Count(value => value >= histogram.Bounds[i] && value < histogram.Bounds[i + 1]));
            if (values.Length == 0)
            {
                Assert.Empty(histogram.Bounds);
                return;
            }
            Assert.Equal(histogram.Counts.Length + 1, histogram.Bounds.Length);
            Assert.Equal((values.Min(), values.Max()), (histogram.Min, histogram.Max));
            Assert.True(histogram.Counts[0] > 0 && histogram.Counts[^1] > 0);
            Assert.Equal(histogram.Bounds.Order().Distinct(), histogram.Bounds);
        });

    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    [InlineData(77)]
    [InlineData(256)]
    public void Tokens_OfAnyContext_HasItsEndAsABound(int contextLength)
    {
        ImmutableArray<long> bounds = HistogramScale.Tokens(contextLength);
        Assert.Contains(contextLength + 1L, bounds);
        Assert.Equal(bounds.Order().Distinct(), bounds);
    }
}
