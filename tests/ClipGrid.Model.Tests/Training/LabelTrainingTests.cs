using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class LabelTrainingTests
{
    [Theory]
    [InlineData(ObjectiveKind.Labels, 1)]
    [InlineData(ObjectiveKind.Labels, 4)]
    [InlineData(ObjectiveKind.Labels, 11)]
    [InlineData(ObjectiveKind.Probe, 1)]
    [InlineData(ObjectiveKind.Probe, 7)]
    public void Resume_AtAnyStep_EndsWithTheSameWeights(ObjectiveKind objective, int step)
    {
        TrainingSpecification specification = LabelRun.SpecificationOf(objective);
        foreach (ClipConfig config in new[] { TinyClip.Vit, TinyClip.ResNet })
            Assert.Equal(LabelRun.Run(config, specification), LabelRun.Run(config, specification, captureAt: step));
    }

    // The negative control: a head, a moment or a mean that is forgotten must show in the digest.
    [Theory]
    [InlineData("head.weight")]
    [InlineData("first.head.bias")]
    [InlineData("second.head.weight")]
    public void Resume_WithoutAPartOfTheHead_EndsElsewhere(string part)
    {
        foreach (TrainingSpecification specification in new[] { LabelRun.Specification, LabelRun.Probe })
            Assert.NotEqual(LabelRun.Run(TinyClip.Vit, specification), LabelRun.Run(TinyClip.Vit, specification, captureAt: 4, checkpoint =>
                new TrainerCheckpoint(checkpoint.State, Zeroed(checkpoint.Weights, part), Zeroed(checkpoint.Moments, part), checkpoint.Averages)));
    }

    [Fact]
    public void Step_InBFloat16_FollowsFloat32AndResumes()
    {
        TrainingSpecification narrow = LabelRun.Specification with { Precision = Precision.BFloat16 };
        Assert.NotEqual(LabelRun.Run(TinyClip.Vit, LabelRun.Specification), LabelRun.Run(TinyClip.Vit, narrow));
        Assert.Equal(LabelRun.Run(TinyClip.Vit, narrow), LabelRun.Run(TinyClip.Vit, narrow, captureAt: 3));
    }

    [Fact]
    public void Step_OverLabels_LeavesTextTowerAndLogitScaleAlone()
    {
        foreach (ClipConfig config in new[] { TinyClip.Vit with { InitialLogitScale = 4.7 }, TinyClip.ResNet })
        {
            using ClipNetwork network = TinyClip.Build(config);
            Dictionary<string, byte[]> before = Bytes(network);
            using var trainer = new ClipTrainer(network, LabelRun.Specification, LabelRun.Data(config, LabelRun.Specification));
            trainer.Step();
            trainer.Step();
            string[] changed = [.. Bytes(network).Where(part => !before[part.Key].SequenceEqual(part.Value)).Select(part => part.Key)];
            Assert.True(changed.Length > 10);
            Assert.All(changed, name => Assert.StartsWith("visual.", name, StringComparison.Ordinal));
            TrainerCheckpoint checkpoint = trainer.Capture();
            Assert.All(checkpoint.Moments.Keys.Concat(checkpoint.Averages.Keys), name => Assert.Matches(@"^(first\.|second\.)?(visual\.|head\.)", name));
            Assert.Equal(["head.bias", "head.weight"], checkpoint.Weights.Keys.Except(before.Keys).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Step_LockedImageTower_TrainsTheHeadAlone()
    {
        foreach (ClipConfig config in new[] { TinyClip.Vit, TinyClip.ResNet })
        {
            using ClipNetwork network = TinyClip.Build(config);
            string before = TinyRun.Digest(network);
            TrainingSpecification locked = LabelRun.Specification with { ImageTower = TowerTraining.Locked, MicroBatchSize = 4 };
            using var trainer = new ClipTrainer(network, locked, LabelRun.Data(config, locked));
            trainer.Step();
            Assert.Equal(before, TinyRun.Digest(network));
            Assert.Contains(trainer.CopyHead(LabelRun.Classes(3)).Weights.ToArray(), weight => weight != 0);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Compute_InParts_EqualsTheWholeBatch(int micro)
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        TrainingBatch batch = new TinyLabels(TinyClip.Vit, 10, 3).Load(Enumerable.Range(0, 10).ToArray(), 0);
        (float loss, long correct, Dictionary<string, float[]> gradients) = Compute(LabelRun.Specification, batch);
        (float partsLoss, long partsCorrect, Dictionary<string, float[]> partsGradients) = Compute(LabelRun.Specification with { MicroBatchSize = micro }, batch);
        Assert.Equal(loss, partsLoss, 1e-6);
        Assert.Equal(correct, partsCorrect);
        Assert.Equal(gradients.Keys, partsGradients.Keys);
        foreach ((string name, float[] gradient) in gradients)
            TorchTensors.Close(gradient, partsGradients[name], 2e-6, name);
    }

    // Wherever the batch lies in memory. A probe is fast enough for two hundred attempts at an unlucky place.
    [Fact]
    public void Compute_Probe_GivesTheSameBitsAgainAndAgain()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var head = new TrainedHead(network, 3, Start(TinyClip.Vit.EmbedDim));
        LabelledEmbeddings data = LabelRun.Clusters(TinyRun.ItemCount, TinyClip.Vit.EmbedDim, 3, seed: 4);
        var seen = new HashSet<string>();
        var kept = new List<object>();
        for (int attempt = 0; attempt < 200; attempt++)
        {
            kept.Add(new byte[attempt]);
            using BatchOutcome outcome = new LabelGradients(network, head, LabelRun.Probe).Compute(data.Load(new[] { 3, 1, 4, 15, 9, 2 }, 0));
            using Tensor gradient = head.State()[0].Value.grad!;
            seen.Add(Convert.ToHexString(gradient.ToHost().ToBytes()));
            ((TorchSharp.Modules.Parameter)head.State()[0].Value).grad = null;
        }
        Assert.Single(seen);
        Assert.Equal(200, kept.Count);
    }

    // Softmax minus target, times the embedding, over the batch.
    [Fact]
    public void Compute_Probe_HasTheGradientOfItsFormula()
    {
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        int E = TinyClip.Vit.EmbedDim, B = 5;
        ClassifierHead start = Start(E);
        using var head = new TrainedHead(network, 3, start);
        TrainingBatch batch = LabelRun.Clusters(B, E, 3, seed: 8).Load(Enumerable.Range(0, B).ToArray(), 0);
        var expected = new double[3 * E];
        int right = 0;
        for (int row = 0; row < B; row++)
        {
            ReadOnlyMemory<float> vector = batch.Embeddings.Slice(row * E, E);
            int label = (int)batch.Labels!.Value.Span[row];
            float[] share = start.Probabilities(vector.Span);
            right += Array.IndexOf(share, share.Max()) == label ? 1 : 0;
            for (int i = 0; i < expected.Length; i++)
                expected[i] += (share[i / E] - ((i / E == label ? 0.9 : 0) + (0.1 / 3))) * vector.Span[i % E] / B;
        }
        using BatchOutcome outcome = new LabelGradients(network, head, LabelRun.Probe).Compute(batch);
        using Tensor gradient = head.State()[0].Value.grad!;
        TorchTensors.Close([.. expected.Select(g => (float)g)], gradient.Values(), 1e-6, "head.weight");
        Assert.Equal(right, outcome.CorrectCount.item<long>());
    }

    [Fact]
    public void Parameters_OfTheHead_DecayTheWeightOnly()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var head = new TrainedHead(network, 3, null);
        IReadOnlyList<TrainedParameter> parameters = head.Parameters(new AdamWOptions { WeightDecay = 0.3 });
        Assert.Equal([("head.weight", 0.3), ("head.bias", 0.0)], parameters.Select(p => (p.Name, p.WeightDecay)));
        foreach (TrainedParameter parameter in parameters)
            parameter.Dispose();
    }

    [Fact]
    public void Capture_OfAProbe_HoldsTheHeadAlone()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), other = TinyClip.Build(TinyClip.Vit, seed: 5);
        using var trainer = new ClipTrainer(network, LabelRun.Probe, LabelRun.Data(TinyClip.Vit, LabelRun.Probe), Start(TinyClip.Vit.EmbedDim));
        ImmutableArray<string> classes = LabelRun.Classes(3);
        Assert.Equal(Start(TinyClip.Vit.EmbedDim).Weights.ToArray(), trainer.CopyHead(classes).Weights.ToArray());
        trainer.Step();
        TrainerCheckpoint checkpoint = trainer.Capture();
        Assert.Equal(["head.weight", "head.bias"], checkpoint.Weights.Keys);
        Assert.Equal(trainer.CopyHead(classes).Weights.ToArray(), checkpoint.Head(classes)!.Weights.ToArray());
        Assert.Equal(trainer.CopyHead(classes).Biases.ToArray(), checkpoint.Head(classes)!.Biases.ToArray());
        string before = TinyRun.Digest(other);
        checkpoint.CopyWeightsTo(other);
        Assert.Equal(before, TinyRun.Digest(other));
    }

    [Fact]
    public void Checkpoint_OfLabels_GivesNetworkAndHead()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), other = TinyClip.Build(TinyClip.Vit, seed: 5);
        using var trainer = new ClipTrainer(network, LabelRun.Specification, LabelRun.Data(TinyClip.Vit, LabelRun.Specification));
        trainer.Step();
        TrainerCheckpoint checkpoint = trainer.Capture();
        checkpoint.CopyWeightsTo(other);
        Assert.Equal(TinyRun.Digest(network), TinyRun.Digest(other));
        Assert.Equal(trainer.CopyHead(LabelRun.Classes(3)).Weights.ToArray(), checkpoint.Head(LabelRun.Classes(3))!.Weights.ToArray());
        Assert.Throws<ArgumentException>(() => checkpoint.Head(LabelRun.Classes(4)));
    }

    [Fact]
    public void CopyAverageHead_AfterSteps_IsTheRunningMean()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var trainer = new ClipTrainer(network, LabelRun.Probe, LabelRun.Data(TinyClip.Vit, LabelRun.Probe));
        float[] mean = new float[3 * TinyClip.Vit.EmbedDim];
        for (int step = 0; step < 3; step++)
        {
            trainer.Step();
            mean = [.. mean.Zip(trainer.CopyHead(LabelRun.Classes(3)).Weights.ToArray(), (m, w) => (0.9f * m) + (0.1f * w))];
        }
        TorchTensors.Close(mean, trainer.CopyAverageHead(LabelRun.Classes(3)).Weights.ToArray(), 1e-6, "mean");
    }

    [Fact]
    public void Head_ThatDoesNotFit_IsRefused()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        Assert.Contains("over embeddings of 8 numbers", Refused(network, LabelRun.Specification, Start(8)), StringComparison.Ordinal);
        Assert.Contains("run over pairs", Refused(network, TinyRun.Specification, Start(24)), StringComparison.Ordinal);
        using var pairs = new ClipTrainer(network, TinyRun.Specification, LabelRun.Data(TinyClip.Vit, TinyRun.Specification));
        Assert.Throws<InvalidOperationException>(() => pairs.CopyHead(LabelRun.Classes(3)));
        Assert.Null(pairs.Capture().Head(LabelRun.Classes(3)));
    }

    [Fact]
    public void Resume_HeadOfAnotherWidth_SaysWhatDoesNotFit()
    {
        ClipConfig narrow = TinyClip.Vit with { EmbedDim = 16 };
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit), other = TinyClip.Build(narrow);
        using var trainer = new ClipTrainer(network, LabelRun.Probe, LabelRun.Data(TinyClip.Vit, LabelRun.Probe));
        TrainerCheckpoint checkpoint = trainer.Capture();
        Assert.Contains("head.weight", Assert.Throws<CheckpointException>(() => ClipTrainer.Resume(other, LabelRun.Data(narrow, LabelRun.Probe), checkpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_BatchThatDoesNotFit_SaysWhy()
    {
        Assert.Contains("Row 2 of a batch has label 3", Fault(batch => batch with { Labels = new long[] { 0, 1, 3, 0, 0, 0 } }), StringComparison.Ordinal);
        Assert.Contains("Row 0 of a batch has label -1", Fault(batch => batch with { Labels = new long[] { -1, 1, 2, 0, 0, 0 } }), StringComparison.Ordinal);
        Assert.Contains("5 labels", Fault(batch => batch with { Labels = new long[5] }), StringComparison.Ordinal);
        Assert.Contains("0 labels", Fault(batch => batch with { Labels = null }), StringComparison.Ordinal);
        Assert.Contains("3 x 12 x 12 pixels", Fault(batch => batch with { Pixels = default }), StringComparison.Ordinal);
    }

    private static string Fault(Func<TrainingBatch, TrainingBatch> damage)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var head = new TrainedHead(network, 3, null);
        TrainingBatch batch = new TinyLabels(TinyClip.Vit, 6, 3).Load(Enumerable.Range(0, 6).ToArray(), 0);
        return Assert.Throws<ArgumentException>(() => new LabelGradients(network, head, LabelRun.Specification).Compute(damage(batch))).Message;
    }

    private static string Refused(ClipNetwork network, TrainingSpecification specification, ClassifierHead head) =>
        Assert.Throws<ArgumentException>(() => new ClipTrainer(network, specification, LabelRun.Data(TinyClip.Vit, specification), head)).Message;

    private static ClassifierHead Start(int embedDim)
    {
        var random = new Random(3);
        return new ClassifierHead(LabelRun.Classes(3), Enumerable.Range(0, 3 * embedDim).Select(_ => random.NextSingle()).ToArray(), new[] { 0.1f, 0, -0.1f });
    }

    private static (float Loss, long Correct, Dictionary<string, float[]> Gradients) Compute(TrainingSpecification specification, TrainingBatch batch)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using var head = new TrainedHead(network, 3, Start(TinyClip.Vit.EmbedDim));
        foreach (NamedTensor part in network.State().Where(part => !part.Name.StartsWith("visual.", StringComparison.Ordinal)))
            part.Value.requires_grad = false;
        using BatchOutcome outcome = new LabelGradients(network, head, specification).Compute(batch);
        var gradients = new Dictionary<string, float[]>();
        foreach (NamedTensor part in network.State().Concat(head.State()))
        {
            using Tensor? gradient = part.Value.grad;
            if (gradient is not null)
                gradients[part.Name] = gradient.Values();
        }
        return (outcome.Loss.item<float>(), outcome.CorrectCount.item<long>(), gradients);
    }

    private static Dictionary<string, byte[]> Bytes(ClipNetwork network) => network.State().ToDictionary(part => part.Name, part => part.Value.ToHost().ToBytes());

    private static Dictionary<string, WeightTensor> Zeroed(IReadOnlyDictionary<string, WeightTensor> tensors, string name) =>
        tensors.ToDictionary(t => t.Key, t => t.Key == name ? WeightTensor.FromBytes(t.Value.Type, t.Value.Shape, new byte[t.Value.ByteCount]) : t.Value);
}
