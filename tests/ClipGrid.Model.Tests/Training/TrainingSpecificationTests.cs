using System.Reflection;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

/// <summary>No field of a specification is accepted and ignored, and nonsense is refused by name.</summary>
public sealed class TrainingSpecificationTests
{
    private static readonly ClipConfig Config = TinyClip.Vit with { InitialLogitBias = -10 };

    public static TheoryData<string> Fields =>
    [
        .. Names(typeof(TrainingSpecification), "", nameof(TrainingSpecification.Optimizer), nameof(TrainingSpecification.ImageTower), nameof(TrainingSpecification.TextTower)),
        .. Names(typeof(AdamWOptions), "Optimizer."),
        .. Names(typeof(TowerTraining), "ImageTower."),
        .. Names(typeof(TowerTraining), "TextTower."),
    ];

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_Changed_ChangesTheRun(string field) => Assert.NotEqual(Outcome(TinyRun.Specification), Outcome(Change(field)));

    [Theory]
    [MemberData(nameof(Fields))]
    public void Field_ChangedWithLabels_ChangesTheRun(string field) =>
        Assert.NotEqual(Outcome(LabelRun.Specification), Outcome(field == nameof(TrainingSpecification.Objective) ? LabelRun.Probe : Change(field, LabelRun.Specification)));

    [Theory]
    [InlineData("BatchSize", 1)]
    [InlineData("BatchSize", 23)]
    [InlineData("ClassCount", 3)]
    [InlineData("LabelSmoothing", 0.1)]
    [InlineData("MicroBatchSize", 0)]
    [InlineData("PartCount", 0)]
    [InlineData("PartCount", 7)]
    [InlineData("GradientClipNorm", 0.0)]
    [InlineData("GradientClipNorm", double.NaN)]
    [InlineData("EmaDecay", 1.0)]
    [InlineData("Optimizer.Beta1", 1.0)]
    [InlineData("Optimizer.Beta2", -0.1)]
    [InlineData("Optimizer.Epsilon", 0.0)]
    [InlineData("Optimizer.WeightDecay", double.NaN)]
    [InlineData("ImageTower.UnlockedLayerCount", -1)]
    [InlineData("TextTower.LayerRateDecay", 0.0)]
    public void Field_OutOfRange_IsRefusedByName(string field, object value)
    {
        using ClipNetwork network = TinyClip.Build(Config);
        var error = Assert.Throws<ArgumentException>(() => new ClipTrainer(network, With(field, value), new TinyPairs(Config, TinyRun.ItemCount)));
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BatchSize", 0)]
    [InlineData("ClassCount", null)]
    [InlineData("ClassCount", 1)]
    [InlineData("ClassCount", 1_000_001)]
    [InlineData("LabelSmoothing", 1.0)]
    [InlineData("LabelSmoothing", double.NaN)]
    [InlineData("Loss", LossKind.Sigmoid)]
    [InlineData("SpareGroups", true)]
    [InlineData("PartCount", 2)]
    [InlineData("TextTower", null)]
    [InlineData("Objective", (ObjectiveKind)9)]
    public void Field_OutOfRangeWithLabels_IsRefusedByName(string field, object? value) =>
        Assert.StartsWith($"{field} is ", Refusal(With(field, value ?? Default(field), LabelRun.Specification)), StringComparison.Ordinal);

    [Theory]
    [InlineData("MicroBatchSize", 2)]
    [InlineData("Precision", Precision.BFloat16)]
    [InlineData("ImageTower", null)]
    public void Field_OutOfRangeWithAProbe_IsRefusedByName(string field, object? value) =>
        Assert.StartsWith($"{field} is ", Refusal(With(field, value ?? Default(field), LabelRun.Probe)), StringComparison.Ordinal);

    [Fact]
    public void Loss_SigmoidWithoutBias_IsRefused()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        var error = Assert.Throws<ArgumentException>(() =>
            new ClipTrainer(network, TinyRun.Specification with { Loss = LossKind.Sigmoid }, new TinyPairs(TinyClip.Vit, TinyRun.ItemCount)));
        Assert.Contains("InitialLogitBias", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ImageTower_Locked_StaysAsItWas()
    {
        foreach (ClipConfig config in new[] { TinyClip.Vit, TinyClip.ResNet })
        {
            using ClipNetwork network = TinyClip.Build(config);
            Dictionary<string, float[]> before = Weights(network);
            using var trainer = new ClipTrainer(network, TinyRun.Specification with { ImageTower = TowerTraining.Locked, MicroBatchSize = 4 }, new TinyPairs(config, TinyRun.ItemCount));
            trainer.Step();
            foreach ((string name, float[] values) in Weights(network))
                Assert.Equal(name.StartsWith("visual.", StringComparison.Ordinal) || name == "logit_bias", before[name].SequenceEqual(values));
        }
    }

    [Fact]
    public void ImageTower_TwoLayersUnlocked_TrainsProjectionAndLastBlock()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        Dictionary<string, float[]> before = Weights(network);
        using var trainer = new ClipTrainer(network, TinyRun.Specification with { ImageTower = new() { UnlockedLayerCount = 2 } }, new TinyPairs(TinyClip.Vit, TinyRun.ItemCount));
        trainer.Step();
        string[] changed = [.. Weights(network).Where(w => w.Key.StartsWith("visual.", StringComparison.Ordinal) && !before[w.Key].SequenceEqual(w.Value)).Select(w => w.Key)];
        Assert.Contains("visual.proj", changed);
        Assert.All(changed, name => Assert.Matches(@"^visual\.(proj|ln_post\..*|transformer\.resblocks\.2\..*)$", name));
        Assert.Contains(changed, name => name.Contains("resblocks.2", StringComparison.Ordinal));
    }

    [Fact]
    public void LayerRateDecay_PerLayer_ScalesTheRate()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        TrainingSpecification specification = TinyRun.Specification with { TextTower = new() { LayerRateDecay = 0.5 } };
        Dictionary<string, double> factors = ParameterPlan.Apply(network, network, specification).ToDictionary(p => p.Name, p => p.RateFactor);
        Assert.Equal(1, factors["text_projection"]);
        Assert.Equal(1, factors["ln_final.weight"]);
        Assert.Equal(0.5, factors["transformer.resblocks.1.mlp.c_fc.weight"]);
        Assert.Equal(0.25, factors["transformer.resblocks.0.ln_1.bias"]);
        Assert.Equal(0.125, factors["token_embedding.weight"]);
        Assert.Equal(1, factors["visual.conv1.weight"]);
        Assert.Equal(1, factors["logit_scale"]);
    }

    private static Dictionary<string, float[]> Weights(ClipNetwork network) =>
        network.State().Where(part => part.Name != "visual.bn1.num_batches_tracked").ToDictionary(part => part.Name, part => part.Value.Values());

    private static IEnumerable<string> Names(Type type, string prefix, params string[] except) =>
        type.GetProperties().Where(p => p.SetMethod is not null && !except.Contains(p.Name)).Select(p => prefix + p.Name);

    // What a field is where nobody sets it; no class count at all, and a tower that is trained.
    private static TowerTraining? Default(string field) => field == nameof(TrainingSpecification.ClassCount) ? null : TowerTraining.Full;

    private static string Refusal(TrainingSpecification specification)
    {
        using ClipNetwork network = TinyClip.Build(Config);
        return Assert.Throws<ArgumentException>(() => new ClipTrainer(network, specification, LabelRun.Data(Config, specification))).Message;
    }

    // Final weights and average of a short run, or the refusal.
    private static string Outcome(TrainingSpecification specification)
    {
        using ClipNetwork network = TinyClip.Build(Config), average = TinyClip.Build(Config);
        try
        {
            using var trainer = new ClipTrainer(network, specification, LabelRun.Data(Config, specification));
            for (int step = 0; step < 5; step++)
                trainer.Step();
            trainer.CopyAverageTo(average);
            return TinyRun.Digest(network) + TinyRun.Digest(average) + LabelRun.HeadOf(trainer, specification);
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException)
        {
            return refused.Message;
        }
    }

    private static TrainingSpecification Change(string field, TrainingSpecification? of = null) => With(field, field switch
    {
        "Seed" => 6UL,
        "Objective" => ObjectiveKind.Labels,
        "ClassCount" => 4,
        "BatchSize" => 5,
        "MicroBatchSize" => 4,
        "PartCount" => 2,
        "Schedule" => new ConstantSchedule { BaseRate = 1e-3, TotalSteps = 12 },
        "GradientClipNorm" => 0.1,
        "Loss" => LossKind.Sigmoid,
        "SpareGroups" => true,
        "Lora" => new LoraSpecification(),
        "EmaDecay" => 0.5,
        "Precision" => Precision.BFloat16,
        "Optimizer.WeightDecayRule" => WeightDecayRule.ExcludeVectorsAndPositions,
        "Optimizer.Epsilon" => 1e-2,
        "ImageTower.UnlockedLayerCount" or "TextTower.UnlockedLayerCount" => 1,
        _ => 0.5,
    }, of);

    // A copy with one property set by reflection: init setters are only closed to the compiler.
    private static TrainingSpecification With(string field, object? value, TrainingSpecification? of = null)
    {
        TrainingSpecification source = of ?? TinyRun.Specification;
        TrainingSpecification copy = source with
        {
            Optimizer = source.Optimizer with { },
            ImageTower = source.ImageTower with { },
            TextTower = source.TextTower with { },
        };
        string[] path = field.Split('.');
        object owner = path.Length == 1 ? copy : typeof(TrainingSpecification).GetProperty(path[0])!.GetValue(copy)!;
        PropertyInfo property = owner.GetType().GetProperty(path[^1])!;
        property.SetValue(owner, value);
        return copy;
    }
}
