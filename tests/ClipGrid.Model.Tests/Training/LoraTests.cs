using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class LoraTests
{
    private static readonly LoraSpecification Lora = new() { Rank = 3, Alpha = 5 };
    private static readonly TrainingSpecification Specification = TinyRun.Specification with { Lora = Lora };

    [Theory]
    [InlineData(Activation.QuickGelu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    public void Forward_BeforeTheFirstStep_IsTheBasesBitForBit(Activation activation)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit with { Activation = activation });
        float[] before = Embeddings(network);
        using var trainer = new ClipTrainer(network, Specification, Pairs());
        Assert.Equal(before, Embeddings(network));
        trainer.Step();
        Assert.NotEqual(before, Embeddings(network));
    }

    // With W' = W + s B A and G the gradient of W': that of B is s G A^T and that of A is s B^T G.
    [Theory]
    [InlineData(null, Activation.QuickGelu)]
    [InlineData(4, Activation.QuickGelu)]
    [InlineData(null, Activation.Gelu)]
    public void Gradients_OfBothMatrices_EqualThoseThroughTheMergedWeight(int? microBatchSize, Activation activation)
    {
        using var leaks = new LeakCheck();
        ClipConfig config = TinyClip.Vit with { Activation = activation };
        using (ClipNetwork network = TinyClip.Build(config), merged = TinyClip.Build(config, seed: 2))
        using (var scope = NewDisposeScope())
        {
            TrainingSpecification specification = Specification with { MicroBatchSize = microBatchSize };
            using var adapters = new LoraAdapters(network, network, Lora, seed: 4);
            foreach (TrainedParameter parameter in ParameterPlan.Apply(network, network, specification, adapters))
                parameter.Dispose();
            Disturb(adapters);
            merged.CopyFrom(network);
            adapters.AddTo(merged);
            TrainingBatch batch = Pairs().Load(Enumerable.Range(0, 9).ToArray(), 0);
            Tensor loss = new PairGradients(network, specification).Compute(batch).Loss;
            Tensor plainLoss = new PairGradients(merged, TinyRun.Specification with { MicroBatchSize = microBatchSize }).Compute(batch).Loss;
            Assert.Equal(plainLoss.item<float>(), loss.item<float>(), 1e-5);
            Dictionary<string, Tensor> weights = merged.State().ToDictionary(part => part.Name, part => part.Value);
            double factor = Lora.Alpha / Lora.Rank;
            Assert.Equal((3 + 2) * 4, adapters.All.Count);
            foreach (LoraAdapter adapter in adapters.All)
            {
                Tensor g_OI = weights[adapter.WeightName].grad!, up = adapter.Master.Up.detach(), down = adapter.Master.Down.detach();
                TorchTensors.Close(g_OI.mm(down.t()).Times(factor).Values(), adapter.Master.Up.grad!.Values(), 1e-5, $"B of {adapter.WeightName}");
                TorchTensors.Close(up.t().mm(g_OI).Times(factor).Values(), adapter.Master.Down.grad!.Values(), 1e-5, $"A of {adapter.WeightName}");
            }
            Assert.All(network.State(), part => Assert.Equal(part.Name == "logit_scale", part.Value.requires_grad));
        }
    }

    [Fact]
    public void Step_AnyNumber_LeavesTheBaseAndLearns()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        string[] before = Base(network);
        using var trainer = new ClipTrainer(network, Specification with { EmaDecay = null, Schedule = new ConstantSchedule { BaseRate = 1e-2, TotalSteps = 120 } }, Pairs());
        double first = trainer.Step().Scalars!.Loss, last = first;
        while (!trainer.IsFinished)
            last = trainer.Step().Scalars!.Loss;
        Assert.Equal(before, Base(network));
        Assert.True(last < 0.7 * first, $"The loss went from {first} to {last}.");
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Step_OneTower_LeavesTheOther(bool image, bool text)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, Specification with { Lora = Lora with { ImageTower = image, TextTower = text } }, Pairs());
        Assert.All(trainer.Capture().Moments.Keys.Where(name => !name.EndsWith("logit_scale", StringComparison.Ordinal)), name =>
        {
            Assert.Contains("lora_", name, StringComparison.Ordinal);
            Assert.Equal(image, name.Contains(".visual.", StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData(Precision.Float32)]
    [InlineData(Precision.BFloat16)]
    public void Merge_AfterSteps_EmbedsAsTheUpdatesDid(Precision precision)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), copy = TinyClip.Build(TinyClip.Vit, seed: 3), stored = TinyClip.Build(TinyClip.Vit, seed: 4);
        float[] atFirst = Embeddings(network);
        using var trainer = new ClipTrainer(network, Specification with { Precision = precision }, Pairs());
        while (!trainer.IsFinished)
            trainer.Step();
        float[] beside = Embeddings(network);
        Assert.True(atFirst.Zip(beside, (a, b) => Math.Abs(a - b)).Max() > 1e-2, "The updates hardly do anything: the test compares nothing.");
        trainer.CopyWeightsTo(copy);
        trainer.Capture().CopyWeightsTo(stored);
        Assert.Throws<InvalidOperationException>(() => network.ToWeights());
        Assert.Throws<ArgumentException>(() => trainer.CopyWeightsTo(network));
        TorchTensors.Close(beside, Embeddings(copy), 1e-5, "merged");
        Assert.Equal(TinyRun.Digest(copy), TinyRun.Digest(stored));
        Assert.Equal(network.State().Count, copy.ToWeights().Tensors.Count);
    }

    [Fact]
    public void CopyAverageTo_AfterSteps_MergesTheMeansOfBothMatrices()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), average = TinyClip.Build(TinyClip.Vit, seed: 3), now = TinyClip.Build(TinyClip.Vit, seed: 3);
        using var trainer = new ClipTrainer(network, Specification, Pairs());
        for (int step = 0; step < 8; step++)
            trainer.Step();
        TrainerCheckpoint checkpoint = trainer.Capture();
        trainer.CopyAverageTo(average);
        var means = new TrainerCheckpoint(checkpoint.State, checkpoint.Weights.ToDictionary(part => part.Key, part => checkpoint.Averages.GetValueOrDefault(part.Key, part.Value)), checkpoint.Moments, checkpoint.Averages);
        means.CopyWeightsTo(now);
        Assert.Equal(TinyRun.Digest(now), TinyRun.Digest(average));
    }

    [Fact]
    public void Dispose_OfTheTrainer_GivesTheBaseBack()
    {
        using var leaks = new LeakCheck();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        float[] before = Embeddings(network);
        using (var trainer = new ClipTrainer(network, Specification with { EmaDecay = null }, Pairs()))
        {
            for (int step = 0; step < 3; step++)
                trainer.Step();
            using (no_grad())
                network.LogitScale.Fill_(0);
        }
        Assert.Equal(before, Embeddings(network));
        Assert.False(network.HasUpdates);
    }

    [Theory]
    [InlineData(Precision.Float32, 1)]
    [InlineData(Precision.Float32, 7)]
    [InlineData(Precision.BFloat16, 5)]
    [Trait("Check", "F1")]
    public void Resume_AtAnyStep_EndsWithTheSameWeights(Precision precision, int step)
    {
        TrainingSpecification specification = Specification with { Precision = precision };
        string undisturbed = Run(specification);
        Assert.Equal(undisturbed, Run(specification, step));
        // The negative control: a checkpoint that forgets one matrix.
        Assert.NotEqual(undisturbed, Run(specification, step, checkpoint => new TrainerCheckpoint(
            checkpoint.State,
            checkpoint.Weights.ToDictionary(part => part.Key, part => part.Key == "lora_b.transformer.resblocks.0.mlp.c_fc.weight"
                ? WeightTensor.FromBytes(part.Value.Type, part.Value.Shape, new byte[part.Value.ByteCount]) : part.Value),
            checkpoint.Moments,
            checkpoint.Averages)));
    }

    [Fact]
    public void Resume_CheckpointWithoutUpdates_SaysWhatDoesNotFit()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainerCheckpoint checkpoint;
        using (var trainer = new ClipTrainer(network, TinyRun.Specification, Pairs()))
            checkpoint = trainer.Capture();
        var foreign = new TrainerCheckpoint(checkpoint.State with { Specification = Specification }, checkpoint.Weights, checkpoint.Moments, checkpoint.Averages);
        Assert.Contains("lora_a.", Assert.Throws<CheckpointException>(() => ClipTrainer.Resume(network, Pairs(), foreign)).Message, StringComparison.Ordinal);
        Assert.False(network.HasUpdates);
    }

    [Fact]
    public void Fork_SameUpdates_GoesOnAndOtherUpdates_Merges()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), same = TinyClip.Build(TinyClip.Vit, seed: 5), other = TinyClip.Build(TinyClip.Vit, seed: 6);
        using var trainer = new ClipTrainer(network, Specification, Pairs());
        for (int step = 0; step < 6; step++)
            trainer.Step();
        TrainerCheckpoint checkpoint = trainer.Capture();
        float[] expected = Embeddings(network);
        using ClipTrainer on = ClipTrainer.Fork(same, Pairs(), checkpoint, Specification with { GradientClipNorm = null });
        Assert.Equal(expected, Embeddings(same));
        Assert.Equal(Base(network), Base(same));
        using ClipTrainer merged = ClipTrainer.Fork(other, Pairs(), checkpoint, Specification with { Lora = Lora with { Rank = 2 } });
        TorchTensors.Close(expected, Embeddings(other), 1e-5, "merged");
        Assert.NotEqual(Base(network), Base(other));
        on.Step();
        merged.Step();
    }

    [Fact]
    public void Field_Changed_ChangesTheRun()
    {
        string run = Run(Specification);
        Assert.NotEqual(run, Run(Specification with { Lora = Lora with { Rank = 2 } }));
        Assert.NotEqual(run, Run(Specification with { Lora = Lora with { Alpha = 4 } }));
        Assert.NotEqual(run, Run(Specification with { Lora = Lora with { ImageTower = false } }));
        Assert.NotEqual(run, Run(Specification with { Lora = Lora with { TextTower = false } }));
        Assert.NotEqual(run, Run(Specification with { ImageTower = new() { LayerRateDecay = 0.5 } }));
    }

    public static TheoryData<string, LoraSpecification> Nonsense => new()
    {
        { "Lora.Rank", Lora with { Rank = 0 } },
        { "Lora.Rank", Lora with { Rank = 257 } },
        { "Lora.Alpha", Lora with { Alpha = 0 } },
        { "Lora.Alpha", Lora with { Alpha = double.NaN } },
        { "Lora.TextTower", Lora with { ImageTower = false, TextTower = false } },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public void Field_OutOfRange_IsRefusedByName(string field, LoraSpecification lora) =>
        Assert.Contains(field, Refusal(TinyClip.Vit, Specification with { Lora = lora }), StringComparison.Ordinal);

    [Fact]
    public void Towers_ThatCannotBeUpdated_AreRefusedByName()
    {
        Assert.Contains("Lora.ImageTower", Refusal(TinyClip.ResNet, Specification), StringComparison.Ordinal);
        Assert.Contains("ImageTower.UnlockedLayerCount", Refusal(TinyClip.Vit, Specification with { ImageTower = TowerTraining.Locked }), StringComparison.Ordinal);
        Assert.Contains("ImageTower.UnlockedLayerCount", Refusal(TinyClip.Vit, Specification with { Lora = Lora with { ImageTower = false }, ImageTower = new() { UnlockedLayerCount = 2 } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Step_ResNetWithTextUpdates_LeavesItsStatistics()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.ResNet);
        string[] before = Base(network);
        using var trainer = new ClipTrainer(
            network, Specification with { Lora = Lora with { ImageTower = false }, MicroBatchSize = 4 }, new TinyPairs(TinyClip.ResNet, TinyRun.ItemCount));
        trainer.Step();
        Assert.Equal(before, Base(network));
    }

    private static TinyPairs Pairs() => new(TinyClip.Vit, TinyRun.ItemCount);

    private static string Refusal(ClipConfig config, TrainingSpecification specification)
    {
        using ClipNetwork network = TinyClip.Build(config);
        return Assert.Throws<ArgumentException>(() => new ClipTrainer(network, specification, new TinyPairs(config, TinyRun.ItemCount))).Message;
    }

    // Everything but the logit scale.
    private static string[] Base(ClipNetwork network) =>
        [.. network.State().Where(part => part.Name != "logit_scale").Select(part => $"{part.Name} {Convert.ToHexString(part.Value.ToHost().ToBytes())}")];

    private static float[] Embeddings(ClipNetwork network)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var rows = new BatchTensors(network, Pairs().Load(Enumerable.Range(0, 9).ToArray(), 0));
        return [.. rows.EncodeImages(0, 9).Values(), .. rows.EncodeTexts(0, 9).Values()];
    }

    // B is zero at first, and half of the mathematics with it.
    private static void Disturb(LoraAdapters adapters)
    {
        using var frozen = no_grad();
        foreach (LoraAdapter adapter in adapters.All)
        {
            using Tensor noise = randn(adapter.Master.Up.shape, generator: new Generator(8, CPU));
            adapter.Master.Up.copy_(noise.Times_(0.1));
        }
    }

    // The digest of all weights and updates at the end.
    private static string Run(TrainingSpecification specification, int? captureAt = null, Func<TrainerCheckpoint, TrainerCheckpoint>? damage = null)
    {
        using ClipNetwork first = TinyClip.Build(TinyClip.Vit), second = TinyClip.Build(TinyClip.Vit, seed: 99);
        var trainer = new ClipTrainer(first, specification, Pairs());
        ClipNetwork network = first;
        while (!trainer.IsFinished)
        {
            trainer.Step();
            if (trainer.StepCount != captureAt)
                continue;
            TrainerCheckpoint checkpoint = trainer.Capture();
            trainer.Dispose();
            network = second;
            trainer = ClipTrainer.Resume(network, Pairs(), damage is null ? checkpoint : damage(checkpoint));
        }
        using ClipNetwork plain = TinyClip.Build(TinyClip.Vit, seed: 3);
        trainer.CopyWeightsTo(plain);
        trainer.Dispose();
        return TinyRun.Digest(plain);
    }
}
