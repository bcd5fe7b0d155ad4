using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

public sealed class TrainingMappingTests
{
    private static readonly SessionSpecification Plain = TestSessions.Specification;

    // A field that is accepted and ignored would be a lie.
    public static TheoryData<string, Func<SessionSpecification, SessionSpecification>> Changes => new()
    {
        { nameof(Plain.StepCount), s => s with { StepCount = 31 } },
        { nameof(Plain.BatchSize), s => s with { BatchSize = 9 } },
        { nameof(Plain.MicroBatchSize), s => s with { MicroBatchSize = 4 } },
        { nameof(Plain.DeviceCount), s => s with { DeviceCount = 2 } },
        { nameof(Plain.LearningRate), s => s with { LearningRate = 0.1 } },
        { nameof(Plain.WarmupStepCount), s => s with { WarmupStepCount = 5 } },
        { nameof(Plain.WeightDecay), s => s with { WeightDecay = 0 } },
        { nameof(Plain.GradientClipNorm), s => s with { GradientClipNorm = null } },
        { nameof(Plain.Loss), s => s with { Loss = TrainingLoss.Sigmoid } },
        { nameof(Plain.Seed), s => s with { Seed = 6 } },
        { nameof(Plain.LocksImageTower), s => s with { LocksImageTower = true } },
        { nameof(Plain.CropMinScale), s => s with { CropMinScale = 0.5 } },
        { nameof(Plain.Mirrors), s => s with { Mirrors = true } },
        { nameof(Plain.SparesSameLabel), s => s with { SparesSameLabel = true } },
        { nameof(Plain.VocabSize), s => s with { VocabSize = 700 } },
        { nameof(Plain.Preset), s => s with { Architecture = null, Preset = "Tiny/8@64" } },
        { nameof(Plain.Architecture), s => s with { Architecture = TestSessions.Architecture.Replace("\"layers\":1", "\"layers\":2", StringComparison.Ordinal) } },
    };

    [Theory, MemberData(nameof(Changes), DisableDiscoveryEnumeration = true)]
    public void Mapping_AChangedMember_ChangesTheRun(string member, Func<SessionSpecification, SessionSpecification> change) =>
        Assert.False(All(Plain).Equals(All(change(Plain))), member);

    [Fact]
    public void Training_WithoutWarmup_TakesATenthAndAtMost2000()
    {
        Assert.Equal(3, TrainingMapping.Training(Plain).Schedule.WarmupSteps);
        Assert.Equal(2000, TrainingMapping.Training(Plain with { StepCount = 1_000_000 }).Schedule.WarmupSteps);
        Assert.Equal(0, TrainingMapping.Training(Plain with { WarmupStepCount = 0 }).Schedule.WarmupSteps);
    }

    [Fact]
    public void Layout_ResNetOrBias_IsOpenClips()
    {
        Assert.Equal(CheckpointLayout.HuggingFace, TrainingMapping.Layout(ClipPresets.Get("Tiny/8@64")));
        Assert.Equal(CheckpointLayout.OpenClip, TrainingMapping.Layout(ClipPresets.Get("TinyRN@64")));
        Assert.Equal(CheckpointLayout.OpenClip, TrainingMapping.Layout(ClipPresets.Get("Tiny/8@64") with { InitialLogitBias = -10 }));
    }

    [Fact]
    public void Describe_Sigmoid_StartsAtItsOwnScaleAndBias()
    {
        ClipConfig network = TrainingMapping.Describe(Plain with { Loss = TrainingLoss.Sigmoid }).Network;
        Assert.Equal((Math.Log(10), -10), (network.InitialLogitScale, network.InitialLogitBias));
    }

    private static (TrainingSpecification, object, object) All(SessionSpecification s) =>
        (TrainingMapping.Training(s), TrainingMapping.Augmentation(s), TrainingMapping.Describe(s));
}
