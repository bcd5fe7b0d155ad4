using System.Text.Json;
using ClipGrid.Model.Training;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class DataOrderTests
{
    private static readonly Gen<DataOrderOptions> AnyOptions =
        from seed in Gen.ULong
        from itemCount in Gen.Int[1, 200]
        from last in Gen.Enum<LastBatch>()
        from batchSize in Gen.Int[1, last == LastBatch.Drop ? itemCount : 250]
        from shuffle in Gen.Bool
        select new DataOrderOptions { Seed = seed, ItemCount = itemCount, BatchSize = batchSize, LastBatch = last, Shuffle = shuffle };

    [Fact]
    public void Epoch_Any_IsAPermutation() => Gen.Select(AnyOptions, Gen.Long[0, long.MaxValue]).Sample((options, epoch) =>
        Assert.Equal(Enumerable.Range(0, options.ItemCount), new DataOrder(options).Epoch(epoch).ToArray().Order()));

    [Fact]
    public void BatchAt_WholeEpoch_KeepsOrDropsTheRest() => AnyOptions.Sample(options =>
    {
        var order = new DataOrder(options);
        List<DataBatch> batches = [.. Run(order, default, order.BatchesPerEpoch)];
        int used = options.LastBatch == LastBatch.Keep ? options.ItemCount : options.ItemCount / options.BatchSize * options.BatchSize;
        Assert.Equal(order.Epoch(0).ToArray().Take(used), batches.SelectMany(batch => batch.Items.ToArray()));
        Assert.All(batches.SkipLast(1), batch => Assert.Equal(options.BatchSize, batch.Items.Length));
        Assert.Equal(new DataCursor(1, 0), batches[^1].Next);
    });

    // A run that is killed after any batch and continued from its saved cursor by a fresh instance sees the same data.
    [Fact]
    public void BatchAt_ContinuedFromASavedCursor_EqualsTheRunThrough() => Gen.Select(AnyOptions, Gen.Int[0, 40]).Sample((options, stop) =>
    {
        string[] through = [.. Run(new DataOrder(options), default, 50).Select(Describe)];
        DataCursor saved = JsonSerializer.Deserialize<DataCursor>(JsonSerializer.Serialize(Run(new DataOrder(options), default, stop).LastOrDefault()?.Next ?? default));
        Assert.Equal(through[stop..], Run(new DataOrder(options), saved, 50 - stop).Select(Describe));
        Assert.Equal(saved, new DataOrder(options).CursorOf(stop));
    });

    [Fact]
    public void Epoch_OtherSeedOrEpoch_DiffersAndIsMixed()
    {
        var options = new DataOrderOptions { Seed = 1, ItemCount = 1000, BatchSize = 10 };
        int[] order = new DataOrder(options).Epoch(0).ToArray();
        int[][] others =
        [
            new DataOrder(options).Epoch(1).ToArray(),
            new DataOrder(options with { Seed = 2 }).Epoch(0).ToArray(),
            new DataOrder(options with { Seed = 0 }).Epoch(1).ToArray(),
            [.. Enumerable.Range(0, 1000)],
        ];
        // A random permutation agrees with another in one place on average.
        Assert.All(others, other => Assert.InRange(order.Zip(other).Count(pair => pair.First == pair.Second), 0, 8));
    }

    [Fact]
    public void Epoch_ManyEpochs_ReachesEveryPermutationEqually()
    {
        var order = new DataOrder(new DataOrderOptions { Seed = 3, ItemCount = 4, BatchSize = 4 });
        Dictionary<string, int> counts = Enumerable.Range(0, 24_000).GroupBy(epoch => string.Join(',', order.Epoch(epoch).ToArray())).ToDictionary(g => g.Key, g => g.Count());
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }

    // Stored runs depend on it: a change of the order must not pass unseen.
    [Fact]
    public void Epoch_KnownSeed_StaysAsReleased() =>
        Assert.Equal([7, 3, 6, 5, 1, 2, 0, 4], new DataOrder(new DataOrderOptions { Seed = 42, ItemCount = 8, BatchSize = 4 }).Epoch(3).ToArray());

    [Fact]
    public void Epoch_NotShuffled_KeepsTheItemsOrder() =>
        Assert.Equal([0, 1, 2, 3], new DataOrder(new DataOrderOptions { Seed = 42, ItemCount = 4, BatchSize = 4, Shuffle = false }).Epoch(5).ToArray());

    [Fact]
    public async Task Epoch_ManyThreadsInDifferentEpochs_GetTheirOwn()
    {
        var options = new DataOrderOptions { Seed = 9, ItemCount = 500, BatchSize = 10 };
        var shared = new DataOrder(options);
        await Parallel.ForAsync(0, 200, TestContext.Current.CancellationToken, (i, _) =>
        {
            Assert.Equal(new DataOrder(options).Epoch(i % 5).ToArray(), shared.Epoch(i % 5).ToArray());
            return ValueTask.CompletedTask;
        });
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -10)]
    [InlineData(0, 5)]
    [InlineData(0, 20)]
    public void BatchAt_ForeignCursor_Throws(long epoch, int position)
    {
        var order = new DataOrder(new DataOrderOptions { Seed = 1, ItemCount = 25, BatchSize = 10 });
        Assert.Throws<ArgumentOutOfRangeException>(() => order.BatchAt(new DataCursor(epoch, position)));
    }

    [Theory]
    [InlineData(0, 1, LastBatch.Drop, "ItemCount is 0")]
    [InlineData(5, 0, LastBatch.Drop, "BatchSize is 0")]
    [InlineData(5, 6, LastBatch.Drop, "BatchSize is 6, but there are 5 items")]
    [InlineData(5, 2, (LastBatch)7, "LastBatch is 7")]
    public void Constructor_BadSettings_SayWhatIsWrong(int itemCount, int batchSize, LastBatch last, string expected)
    {
        var options = new DataOrderOptions { Seed = 1, ItemCount = itemCount, BatchSize = batchSize, LastBatch = last };
        Assert.StartsWith(expected, Assert.Throws<ArgumentException>(() => new DataOrder(options)).Message, StringComparison.Ordinal);
    }

    // A cursor that reads as the start of the run would silently train on the same data again.
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Epoch":1}""")]
    [InlineData("""{"Epoch":1,"Position":2,"Step":3}""")]
    public void Json_CursorWithMissingOrUnknownKey_Throws(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DataCursor>(json));

    private static IEnumerable<DataBatch> Run(DataOrder order, DataCursor cursor, int batchCount)
    {
        for (int i = 0; i < batchCount; i++)
        {
            DataBatch batch = order.BatchAt(cursor);
            yield return batch;
            cursor = batch.Next;
        }
    }

    private static string Describe(DataBatch batch) => $"{batch.Epoch}: {string.Join(' ', batch.Items.ToArray())} -> {batch.Next}";
}
