using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Training.DataParallel;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

/// <summary>Batches that several devices share: workers in this process stand for them, with networks of their own.</summary>
public sealed class ParallelTests
{
    private static readonly TrainingSpecification Three = TinyRun.Specification with { PartCount = 3 };

    public static TheoryData<string> Kinds => [.. Variants.Keys];

    private static readonly Dictionary<string, TrainingSpecification> Variants = new()
    {
        ["plain"] = Three,
        ["uneven"] = Three with { PartCount = 4 },
        ["one row each"] = Three with { PartCount = 6 },
        ["micro-batches"] = Three with { PartCount = 2, MicroBatchSize = 2 },
        ["groups"] = Three with { SpareGroups = true },
        ["bfloat16"] = Three with { Precision = Precision.BFloat16 },
        ["low rank"] = Three with { Lora = new LoraSpecification { Rank = 2, Alpha = 4 } },
        ["locked images"] = Three with { ImageTower = TowerTraining.Locked },
        ["no clipping"] = Three with { GradientClipNorm = null },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_SharedWithOthers_IsTheSameBitForBit(string kind)
    {
        Run alone = Train(Variants[kind], _ => false), shared = Train(Variants[kind], _ => true);
        Assert.Equal(alone.Losses, shared.Losses);
        Assert.Equal(alone.Accuracies, shared.Accuracies);
        Assert.Equal(alone.Digest, shared.Digest);
        Assert.Equal(0, alone.Asked);
        Assert.Equal(Variants[kind].Schedule.TotalSteps * (Variants[kind].PartCount - 1), shared.Asked);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_InParts_FollowsTheWholeBatch(string kind)
    {
        Run parts = Train(Variants[kind], _ => false), whole = Train(Variants[kind] with { PartCount = 1 }, _ => false);
        double tolerance = kind == "bfloat16" ? 0.05 : 2e-5;
        Assert.All(parts.Losses.Zip(whole.Losses), pair => Assert.Equal(pair.Second, pair.First, tolerance * Math.Max(1, pair.Second)));
    }

    [Theory]
    [InlineData(Loss.BeforeEmbeddings)]
    [InlineData(Loss.BeforeGradients)]
    public void Step_OthersComeAndGo_IsTheSameBitForBit(Loss loss)
    {
        Run alone = Train(Three, _ => false);
        Run changing = Train(Three, step => step is not (3 or 7), loss, losesAt: [2, 5, 9]);
        Assert.Equal(alone.Losses, changing.Losses);
        Assert.Equal(alone.Digest, changing.Digest);
        Assert.True(changing.Asked > 0);
    }

    [Fact]
    public void Step_OldWeightsElsewhere_IsNoticed()
    {
        // The negative control: a worker that keeps the weights of the first step must show in the run.
        Assert.NotEqual(Train(Three, _ => true).Digest, Train(Three, _ => true, forgetsWeights: true).Digest);
    }

    [Fact]
    public void Specification_OfWhatCannotBeShared_SaysWhy()
    {
        using ClipNetwork vit = TinyClip.Build(TinyClip.Vit), resnet = TinyClip.Build(TinyClip.ResNet);
        Refused(vit, Three with { PartCount = 0 }, "1 to 6");
        Refused(vit, Three with { PartCount = 7 }, "1 to 6");
        Refused(resnet, Three, "batch norm");

        static void Refused(ClipNetwork network, TrainingSpecification specification, string why) => Assert.Contains(
            why, Assert.Throws<ArgumentException>(() => new ClipTrainer(network, specification, Pairs(network.Config))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PushBack_WithoutEmbeddings_IsRefused()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        using PartWorker worker = new(network, Three, Pairs(TinyClip.Vit), 1);
        Assert.Throws<InvalidOperationException>(() => worker.PushBack(new PartFeatures(new float[16], new float[16]), new byte[worker.GradientByteCount]));
    }

    private static TinyPairs Pairs(ClipConfig config) => new(config, TinyRun.ItemCount);

    private static Run Train(TrainingSpecification specification, Func<int, bool> isThere, Loss loss = Loss.Never, int[]? losesAt = null, bool forgetsWeights = false)
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        // Other weights at first: all that counts must come from the run.
        ClipNetwork[] networks = [.. Enumerable.Range(1, specification.PartCount - 1).Select(part => TinyClip.Build(TinyClip.Vit, seed: 50 + part))];
        InProcess[] peers = [.. networks.Select((other, i) => new InProcess(new PartWorker(other, specification, Pairs(TinyClip.Vit), i + 1), forgetsWeights))];
        using var trainer = new ClipTrainer(network, specification, Pairs(TinyClip.Vit));
        Peers there = new(peers);
        trainer.Peers = there;
        List<StepScalars> scalars = [];
        for (int step = 0; !trainer.IsFinished; step++)
        {
            there.AreHere = isThere(step);
            foreach (InProcess peer in peers)
                peer.Loses = losesAt?.Contains(step) == true ? loss : Loss.Never;
            scalars.Add(trainer.Step().Scalars!);
        }
        int asked = peers.Sum(peer => peer.Asked);
        foreach (InProcess peer in peers)
            peer.Worker.Dispose();
        foreach (ClipNetwork other in networks)
            other.Dispose();
        return new Run([.. scalars.Select(one => one.Loss)], [.. scalars.Select(one => one.BatchAccuracy)], TinyRun.Digest(network), asked);
    }

    public enum Loss
    {
        Never,
        BeforeEmbeddings,
        BeforeGradients,
    }

    private sealed record Run(double[] Losses, double[] Accuracies, string Digest, long Asked);

    private sealed class Peers(InProcess[] peers) : IPartPeers
    {
        internal volatile bool AreHere;

        public IPartPeer? Find(int part) => AreHere ? peers[part - 1] : null;
    }

    private sealed class InProcess(PartWorker worker, bool forgetsWeights) : IPartPeer
    {
        private bool _hasFixed;

        internal PartWorker Worker => worker;

        internal int Asked { get; private set; }

        internal Loss Loses { get; set; }

        public Task<PartFeatures> EncodeAsync(PartStep step)
        {
            if (Loses == Loss.BeforeEmbeddings)
                return Task.FromException<PartFeatures>(new PartLostException("It was switched off."));
            Asked++;
            if (!_hasFixed)
                worker.SetFixed(step.Fixed.Value.Span);
            if (!_hasFixed || !forgetsWeights)
                worker.SetTrained(step.Trained.Span);
            _hasFixed = true;
            return Task.FromResult(worker.Encode(step.Cursor));
        }

        public Task<ReadOnlyMemory<byte>> PushBackAsync(PartFeatures gradients)
        {
            if (Loses == Loss.BeforeGradients)
                return Task.FromException<ReadOnlyMemory<byte>>(new PartLostException("It was switched off."));
            byte[] target = new byte[worker.GradientByteCount];
            worker.PushBack(gradients, target);
            return Task.FromResult<ReadOnlyMemory<byte>>(target);
        }
    }
}
