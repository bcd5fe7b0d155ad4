using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class StepMeasurementTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void UpdateRatio_OfAStep_IsTheWeightsChangeOverTheirNorm(int? unlockedLayerCount)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainingSpecification specification = TinyRun.Specification with { ImageTower = new() { UnlockedLayerCount = unlockedLayerCount } };
        string[] trained = [.. ParameterPlan.Apply(network, network, specification).Select(p => p.Name)];
        using var trainer = new ClipTrainer(network, specification, Pairs());
        for (int step = 0; step < 3; step++)
        {
            Dictionary<string, float[]> before = Weights(network);
            double ratio = trainer.Step().Scalars!.UpdateRatio;
            Dictionary<string, float[]> after = Weights(network);
            double change = trained.Sum(name => before[name].Zip(after[name], (a, b) => Math.Pow((double)b - a, 2)).Sum());
            double norm = trained.Sum(name => before[name].Sum(w => (double)w * w));
            Assert.Equal(Math.Sqrt(change / norm), ratio, 1e-5 * ratio);
        }
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(4, false)]
    [InlineData(null, true)]
    [InlineData(4, true)]
    public void BatchAccuracy_OfAStep_IsTheShareOfRowsWhoseOwnTextIsHighest(int? microBatchSize, bool spareGroups)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainingSpecification specification = TinyRun.Specification with
        {
            MicroBatchSize = microBatchSize,
            SpareGroups = spareGroups,
            BatchSize = TinyRun.ItemCount,
            Schedule = new ConstantSchedule { BaseRate = 1e-3, TotalSteps = 40 },
        };
        var pairs = new DistinctPairs();
        using var trainer = new ClipTrainer(network, specification, pairs);
        var order = new DataOrder(new DataOrderOptions { Seed = specification.Seed, ItemCount = TinyRun.ItemCount, BatchSize = TinyRun.ItemCount });
        var seen = new HashSet<double>();
        for (int step = 0; !trainer.IsFinished; step++)
        {
            double expected = Accuracy(network, pairs.Load(order.BatchAt(order.CursorOf(step)).Items, step), spareGroups);
            Assert.Equal(expected, trainer.Step().Scalars!.BatchAccuracy, 1e-9);
            seen.Add(expected);
        }
        Assert.True(seen.Count > 3, "The accuracy hardly moved: the test compares nothing.");
    }

    [Fact]
    public void DataWait_OfAStepWhoseBatchCameLate_IsTheSecondsInBetween()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var clock = new AskedClock();
        using var trainer = new ClipTrainer(network, TinyRun.Specification, new LatePairs(clock)) { Time = clock };
        Assert.Equal(3, trainer.Step().DataWait, 1e-9);
    }

    private static TinyPairs Pairs() => new(TinyClip.Vit, TinyRun.ItemCount);

    private static Dictionary<string, float[]> Weights(ClipNetwork network) => network.State().ToDictionary(part => part.Name, part => part.Value.Values());

    private static double Accuracy(ClipNetwork network, TrainingBatch batch, bool spareGroups)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var rows = new BatchTensors(network, batch);
        int count = rows.Count;
        float[] cosines = rows.EncodeImages(0, count).matmul(rows.EncodeTexts(0, count).t()).Values();
        ReadOnlySpan<long> groups = batch.Groups!.Value.Span;
        int correct = 0;
        for (int row = 0; row < count; row++)
        {
            int best = row;
            for (int text = 0; text < count; text++)
                if (cosines[(row * count) + text] > cosines[(row * count) + best] && !(spareGroups && groups[text] == groups[row]))
                    best = text;
            correct += best == row ? 1 : 0;
        }
        return (double)correct / count;
    }

    // Texts that all differ: which of two equal ones is the highest is a matter of rounding.
    private sealed class DistinctPairs : ITrainingData
    {
        private readonly TinyPairs _pairs = Pairs();

        public int Count => _pairs.Count;

        public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch) => _pairs.Load(items, epoch) with
        {
            Tokens = items.ToArray().SelectMany(item => new long[] { TinyClip.EndOfText - 1, 1 + item, TinyClip.EndOfText }.Concat(new long[TinyClip.Vit.Text.ContextLength - 3])).ToArray(),
        };
    }

    // Stands still until it is told otherwise, and knows when it was first asked.
    private sealed class AskedClock : TimeProvider, IDisposable
    {
        private long _now;

        internal ManualResetEventSlim Asked { get; } = new();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        internal void Advance(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);

        public override long GetTimestamp()
        {
            long now = Interlocked.Read(ref _now);
            Asked.Set();
            return now;
        }

        public void Dispose() => Asked.Dispose();
    }

    private sealed class LatePairs(AskedClock clock) : ITrainingData
    {
        private readonly TinyPairs _pairs = Pairs();
        private bool _first = true;

        public int Count => _pairs.Count;

        public TrainingBatch Load(ReadOnlyMemory<int> items, long epoch)
        {
            if (_first)
            {
                clock.Asked.Wait(TestContext.Current.CancellationToken);
                clock.Advance(TimeSpan.FromSeconds(3));
            }
            _first = false;
            return _pairs.Load(items, epoch);
        }
    }
}
