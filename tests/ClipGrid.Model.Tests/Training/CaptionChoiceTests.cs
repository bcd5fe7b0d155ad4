using ClipGrid.Model.Training;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class CaptionChoiceTests
{
    [Fact]
    public void Choose_Any_IsACaptionAndAlwaysTheSame() =>
        Gen.Select(Gen.ULong, Gen.Long[0, long.MaxValue], Gen.Int[0, int.MaxValue], Gen.Int[1, 100]).Sample((seed, epoch, item, count) =>
        {
            int chosen = new CaptionChoice(seed).Choose(epoch, item, count);
            Assert.InRange(chosen, 0, count - 1);
            Assert.Equal(chosen, new CaptionChoice(seed).Choose(epoch, item, count));
        });

    [Fact]
    public void Choose_OverEpochsOrItemsOrSeeds_TakesEachCaptionEqually()
    {
        var choice = new CaptionChoice(1);
        Assert.All(
            new Func<int, int>[] { i => choice.Choose(i, 17, 5), i => choice.Choose(3, i, 5), i => new CaptionChoice((ulong)i).Choose(3, 17, 5) },
            choose =>
            {
                int[] counts = new int[5];
                for (int i = 0; i < 50_000; i++)
                    counts[choose(i)]++;
                Assert.All(counts, count => Assert.InRange(count, 9_600, 10_400));
            });
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(0, -1, 1)]
    [InlineData(0, 0, 0)]
    public void Choose_OutOfRange_Throws(long epoch, int item, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new CaptionChoice(1).Choose(epoch, item, count));
}
