using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

[Trait("Check", "75")]
public sealed class SessionSpecificationValidationTests
{
    public static TheoryData<string, string, Func<SessionSpecification, SessionSpecification>> Bad => new()
    {
        { "LearningRate is 0:", "above 0 and at most 1", s => s with { LearningRate = 0 } },
        { "LearningRate is -1:", "above 0 and at most 1", s => s with { LearningRate = -1 } },
        { "LearningRate is NaN:", "above 0 and at most 1", s => s with { LearningRate = double.NaN } },
        { "LearningRate is 1000000000:", "above 0 and at most 1", s => s with { LearningRate = 1e9 } },
        { "BatchSize is 0:", "2 to the number of items", s => s with { BatchSize = 0 } },
        { "BatchSize is 1:", "2 to the number of items", s => s with { BatchSize = 1 } },
        { "StepCount is 0:", "1 to 10,000,000", s => s with { StepCount = 0 } },
        { "StepCount is 10000001:", "1 to 10,000,000", s => s with { StepCount = 10_000_001 } },
        { "CheckpointInterval is 0:", "1 step or more", s => s with { CheckpointInterval = 0 } },
        { "MicroBatchSize is 9:", "1 to 8", s => s with { MicroBatchSize = 9 } },
        { "MicroBatchSize is 0:", "1 to 8", s => s with { MicroBatchSize = 0 } },
        { "MicroBatchSize is 4:", "batch norm", s => s with { MicroBatchSize = 4, Architecture = null, Preset = "TinyRN@64" } },
        { "WarmupStepCount is 31:", "0 to 30", s => s with { WarmupStepCount = 31 } },
        { "WeightDecay is NaN:", "0 to 10", s => s with { WeightDecay = double.NaN } },
        { "GradientClipNorm is 0:", "above 0", s => s with { GradientClipNorm = 0 } },
        { "GradientClipNorm is Infinity:", "above 0", s => s with { GradientClipNorm = double.PositiveInfinity } },
        { "Loss is 7:", "Contrastive or Sigmoid", s => s with { Loss = (TrainingLoss)7 } },
        { "CropMinScale is 0:", "above 0 and at most 1", s => s with { CropMinScale = 0 } },
        { "CropMinScale is 1.5:", "above 0 and at most 1", s => s with { CropMinScale = 1.5 } },
        { "LabelTemplate is \"a photo\":", "{}", s => s with { LabelTemplate = "a photo" } },
        { "VocabSize is 513:", "514 to 100,000", s => s with { VocabSize = 513 } },
        { "Note is 1001 characters long:", "1,000", s => s with { Note = new string('x', 1001) } },
        { "Dataset is missing:", "name a data set", s => s with { Dataset = default } },
        { "Publish is missing:", "name the model", s => s with { Publish = default } },
        { "Preset is \"ViT-Z/1\":", "ViT-B/32", s => s with { Architecture = null, Preset = "ViT-Z/1" } },
        { "Base, Preset and Architecture are missing:", "TinyRN@64", s => s with { Architecture = null } },
        { "Base, Preset and Architecture are not to be given together:", "one of them", s => s with { Preset = "ViT-B/32" } },
        { "Base is other:", "leave out Preset and Architecture", s => s with { Base = ModelRef.Parse("other") } },
        { "Architecture cannot be used:", "no JSON", s => s with { Architecture = "{" } },
        { "Architecture cannot be used:", "[]", s => s with { Architecture = "[]" } },
        { "Architecture cannot be used:", "vision_cfg", s => s with { Architecture = "{}" } },
        { "Architecture cannot be used:", "colour", s => s with { Architecture = TestSessions.Architecture.Replace("\"embed_dim\"", "\"colour\":1,\"embed_dim\"", StringComparison.Ordinal) } },
        { "Architecture is 100001 characters long:", "100,000", s => s with { Architecture = new string('{', 100_001) } },
    };

    [Theory, MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void Check_BadMember_IsNamedWithValueAndRemedy(string beginning, string remedy, Func<SessionSpecification, SessionSpecification> spoil)
    {
        GridException error = Assert.Throws<GridException>(() => SessionSpecificationValidation.Check(spoil(TestSessions.Specification)));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SeveralBadMembers_NamesEach()
    {
        GridException error = Assert.Throws<GridException>(() => SessionSpecificationValidation.Check(TestSessions.Specification with { StepCount = 0, WeightDecay = -1 }));
        Assert.Contains("StepCount is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("WeightDecay is -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_GoodOnes_Pass()
    {
        SessionSpecificationValidation.Check(TestSessions.Specification);
        SessionSpecificationValidation.Check(TestSessions.Specification with { Architecture = null, Preset = "Tiny/8@64", MicroBatchSize = 4, WarmupStepCount = 0, GradientClipNorm = null });
        SessionSpecificationValidation.Check(TestSessions.Specification with { Architecture = null, Base = ModelRef.Parse("other@champion") });
        SessionSpecificationValidation.Check(TestSessions.Specification with { Architecture = $"{{\"model_cfg\":{TestSessions.Architecture}}}" });
    }

    [Fact]
    public void CheckItemCount_BatchLargerThanData_IsRefused()
    {
        SessionSpecificationValidation.CheckItemCount(TestSessions.Specification, 8);
        GridException error = Assert.Throws<GridException>(() => SessionSpecificationValidation.CheckItemCount(TestSessions.Specification, 7));
        Assert.StartsWith("BatchSize is 8: shapes has 7 items", error.Message, StringComparison.Ordinal);
    }
}
