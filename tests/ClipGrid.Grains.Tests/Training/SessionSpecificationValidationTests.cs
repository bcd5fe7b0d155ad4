using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training;
using ClipGrid.Model.Network;
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
        { "DeviceCount is 0:", "1 to 8", s => s with { DeviceCount = 0 } },
        { "DeviceCount is 9:", "1 to 8", s => s with { DeviceCount = 9 } },
        { "DeviceCount is 65:", "1 to 64", s => s with { BatchSize = 100, DeviceCount = 65 } },
        { "DeviceCount is 2:", "batch norm", s => s with { DeviceCount = 2, Architecture = null, Preset = "TinyRN@64" } },
        { "DeviceCount is 2:", "classification", s => Labels(s, new ClassificationOptions()) with { DeviceCount = 2 } },
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
        { "Task is 7:", "Contrastive or Classification", s => s with { Task = (TrainingTask)7 } },
        { "Classification is given:", "set Task to Classification", s => s with { Classification = new ClassificationOptions() } },
        { "Classification.Method is 7:", "LinearProbe or FineTuning", s => Labels(s, new ClassificationOptions { Method = (ClassificationMethod)7 }) },
        { "Classification.Templates is 101 texts:", "1 to 100", s => Labels(s, new ClassificationOptions { Templates = [.. Enumerable.Repeat("a {}", 101)] }) },
        { "Classification.Templates is null:", "empty list", s => Labels(s, new ClassificationOptions { Templates = default }) },
        { "Classification.Templates has \"a cat\":", "{}", s => Labels(s, new ClassificationOptions { Templates = ["a {}", "a cat"] }) },
        { "Classification.Templates has null:", "{}", s => Labels(s, new ClassificationOptions { Templates = [null!] }) },
        { "Classification.LabelSmoothing is 1:", "below 1", s => Labels(s, new ClassificationOptions { LabelSmoothing = 1 }) },
        { "Classification.Mixtures is 22 shares:", "at most 21", s => Labels(s, new ClassificationOptions { Mixtures = [.. Enumerable.Repeat(0.5, 22)] }) },
        { "Classification.Mixtures is 0.5, 1.5:", "each 0 to 1", s => Labels(s, new ClassificationOptions { Mixtures = [0.5, 1.5] }) },
        { "Evaluation is null:", "leave out the mixtures", s => Labels(s, new ClassificationOptions { Mixtures = [0.5] }) with { Evaluation = null } },
        { "Base is null:", "weights of the start", s => Labels(s, new ClassificationOptions { Mixtures = [0.5], Method = ClassificationMethod.FineTuning }) with { Base = null, Architecture = TestSessions.Architecture } },
        { "Base is null:", "linear probe", s => Labels(s, null) with { Base = null, Architecture = TestSessions.Architecture } },
        { "Loss is Sigmoid:", "cross-entropy", s => Labels(s, null) with { Loss = TrainingLoss.Sigmoid } },
        { "SparesSameLabel is True:", "leave it out", s => Labels(s, null) with { SparesSameLabel = true } },
        { "Lora is given:", "FineTuning", s => Labels(s, null) with { Lora = new LoraOptions() } },
        { "LocksImageTower is True:", "LinearProbe", s => Labels(s, new ClassificationOptions { Method = ClassificationMethod.FineTuning }) with { LocksImageTower = true } },
        { "Lora.ImageTower is False:", "image tower", s => Labels(s, new ClassificationOptions { Method = ClassificationMethod.FineTuning }) with { Lora = new LoraOptions { ImageTower = false } } },
        { "Lora.Rank is 0:", "1 to 256", s => s with { Lora = new LoraOptions { Rank = 0 } } },
        { "Lora.Alpha is NaN:", "1,024", s => s with { Lora = new LoraOptions { Alpha = double.NaN } } },
        { "Lora is for neither tower:", "both", s => s with { Lora = new LoraOptions { ImageTower = false, TextTower = false } } },
        { "Lora is for a locked tower:", "unlock", s => s with { Lora = new LoraOptions { TextTower = false }, LocksImageTower = true } },
        { "Lora.ImageTower is True:", "ResNet", s => s with { Lora = new LoraOptions(), Architecture = null, Preset = "TinyRN@64" } },
        { "LocksTextTower is True:", "unlock one", s => s with { LocksImageTower = true, LocksTextTower = true } },
        { "LayerRateDecay is 0:", "at most 1", s => s with { LayerRateDecay = 0 } },
        { "LayerRateDecay is 1.1:", "at most 1", s => s with { LayerRateDecay = 1.1 } },
        { "Evaluation.HeldOutShare is 0:", "at most 0.5", s => s with { Evaluation = new EvaluationOptions { HeldOutShare = 0 } } },
        { "Evaluation.HeldOutShare is 0.6:", "at most 0.5", s => s with { Evaluation = new EvaluationOptions { HeldOutShare = 0.6 } } },
        { "Evaluation.Filter is given:", "Evaluation.Dataset", s => s with { Evaluation = new EvaluationOptions { Filter = new EqualsFilter("label", new MetadataValue("red")) } } },
        { "Evaluation.Dataset is missing:", "hold out", s => s with { Evaluation = new EvaluationOptions { Dataset = default(DatasetRef) } } },
        { "Evaluation.Interval is 0:", "1 step", s => s with { Evaluation = new EvaluationOptions { Interval = 0 } } },
        { "Evaluation.Metric is \"accuracy\":", "recall@1, recall@5", s => s with { Evaluation = new EvaluationOptions { Metric = "accuracy" } } },
        { "Evaluation.Metric is \"recall@1\":", "accuracy, accuracy@5", s => Labels(s, null) with { Evaluation = new EvaluationOptions { Metric = "recall@1" } } },
        { "Evaluation.Patience is 0:", "1 evaluation", s => s with { Evaluation = new EvaluationOptions { Patience = 0 } } },
        { "CheckpointSeconds is 0.5:", "1 to", s => s with { CheckpointSeconds = 0.5 } },
        { "CheckpointSeconds is NaN:", "1 to", s => s with { CheckpointSeconds = double.NaN } },
        { "KeptCheckpointCount is 0:", "1 to 100", s => s with { KeptCheckpointCount = 0 } },
        { "RollbackLimit is 11:", "0 to 10", s => s with { RollbackLimit = 11 } },
        { "Priority is -101:", "-100 to 100", s => s with { Priority = -101 } },
        { "Device is 9:", "or null for any", s => s with { Device = (DeviceKind)9 } },
        { "Tags is 21 words:", "at most 20", s => s with { Tags = [.. Enumerable.Repeat("a", 21)] } },
        { "Tags is null:", "empty list", s => s with { Tags = default } },
        { "Tags has \" \":", "1 to 50", s => s with { Tags = [" "] } },
        { "ForkOf is missing a session:", "name the session", s => s with { ForkOf = new CheckpointRef(default, 8) } },
        { "ForkOf.Step is 0:", "1 or more", s => s with { ForkOf = new CheckpointRef(SessionId.Parse("a"), 0) } },
        { "StepCount is 30:", "31 steps already", s => s with { ForkOf = new CheckpointRef(SessionId.Parse("a"), 31) } },
    };

    private static SessionSpecification Labels(SessionSpecification s, ClassificationOptions? options) =>
        s with { Task = TrainingTask.Classification, Classification = options, Architecture = null, Base = ModelRef.Parse("other"), Evaluation = new EvaluationOptions() };

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
    public void Check_GoodTasks_Pass()
    {
        SessionSpecification probe = Labels(TestSessions.Specification, new ClassificationOptions { Mixtures = [0, 0.5, 1], Templates = [] });
        SessionSpecificationValidation.Check(probe);
        SessionSpecificationValidation.Check(probe with { Classification = new ClassificationOptions { Method = ClassificationMethod.FineTuning }, Lora = new LoraOptions(), LocksTextTower = true });
        SessionSpecificationValidation.Check(TestSessions.Specification with { Lora = new LoraOptions { ImageTower = false }, Architecture = null, Preset = "TinyRN@64" });
        SessionSpecificationValidation.Check(TestSessions.Specification with { Architecture = null, ForkOf = new CheckpointRef(SessionId.Parse("a"), 8) });
        SessionSpecificationValidation.Check(TestSessions.Specification with { Evaluation = new EvaluationOptions { Metric = "recall@5", Patience = 1 }, CheckpointSeconds = 1, Tags = ["a"], Priority = 100 });
    }

    [Fact]
    public void CheckBase_ResNet_RefusesWhatItCannot()
    {
        ClipConfig network = ClipPresets.Get("TinyRN@64");
        SessionSpecification based = TestSessions.Specification with { Architecture = null, Base = ModelRef.Parse("other") };
        SessionSpecificationValidation.CheckBase(based, network);
        SessionSpecificationValidation.CheckBase(based with { MicroBatchSize = 4, LocksImageTower = true }, network);
        Refused("MicroBatchSize is 4: batch norm", () => SessionSpecificationValidation.CheckBase(based with { MicroBatchSize = 4 }, network));
        Refused("Lora.ImageTower is True: a ResNet", () => SessionSpecificationValidation.CheckBase(based with { Lora = new LoraOptions() }, network));
    }

    [Fact]
    public void CheckFork_AnotherNetwork_IsRefused()
    {
        SessionSpecification origin = TestSessions.Specification;
        SessionSpecification fork = origin with { ForkOf = new CheckpointRef(SessionId.Parse("a"), 8), LearningRate = 1e-5, Seed = 9 };
        SessionSpecificationValidation.CheckFork(fork, origin);
        SessionSpecificationValidation.CheckFork(fork with { Architecture = null }, origin);
        Refused("Preset is \"ViT-B/32\": the checkpoint is of session a", () => SessionSpecificationValidation.CheckFork(fork with { Architecture = null, Preset = "ViT-B/32" }, origin));
        Refused("Architecture is another: the checkpoint", () => SessionSpecificationValidation.CheckFork(fork with { Architecture = "{}" }, origin));
        Refused("Base is other: the checkpoint", () => SessionSpecificationValidation.CheckFork(fork with { Architecture = null, Base = ModelRef.Parse("other") }, origin));
        Refused("Task is Classification: the checkpoint", () => SessionSpecificationValidation.CheckFork(fork with { Task = TrainingTask.Classification }, origin));
        Refused("Lora is another: the optimiser", () => SessionSpecificationValidation.CheckFork(fork with { Lora = new LoraOptions() }, origin));
    }

    private static void Refused(string beginning, Action check)
    {
        GridException error = Assert.Throws<GridException>(check);
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckItemCount_BatchLargerThanData_IsRefused()
    {
        SessionSpecificationValidation.CheckItemCount(TestSessions.Specification, 8);
        GridException error = Assert.Throws<GridException>(() => SessionSpecificationValidation.CheckItemCount(TestSessions.Specification, 7));
        Assert.StartsWith("BatchSize is 8: shapes has 7 items", error.Message, StringComparison.Ordinal);
    }
}
