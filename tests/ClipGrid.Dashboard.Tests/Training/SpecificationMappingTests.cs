using System.Text.Json;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Http.Json;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

/// <summary>Specifications lose nothing on their way through HTTP.</summary>
public sealed class SpecificationMappingTests
{
    private static readonly JsonOptions Json = Options();

    // No member as usual, so that one that is forgotten is seen.
    private static readonly SessionSpecification Full = new()
    {
        Dataset = DatasetRef.Parse("emoji@2"),
        Filter = FilterText.Parse("label = cat"),
        Publish = ModelName.Parse("new"),
        Base = ModelRef.Parse("demo@champion"),
        Preset = "TinyRN@64",
        Architecture = "{}",
        VocabSize = 600,
        StepCount = 123,
        BatchSize = 45,
        MicroBatchSize = 5,
        DeviceCount = 3,
        LearningRate = 1e-3,
        WarmupStepCount = 6,
        WeightDecay = 0.1,
        GradientClipNorm = 2,
        Loss = TrainingLoss.Sigmoid,
        Seed = ulong.MaxValue,
        LocksImageTower = true,
        LocksTextTower = true,
        CropMinScale = 0.5,
        Mirrors = true,
        LabelTemplate = "{}",
        SparesSameLabel = true,
        CheckpointInterval = 7,
        CheckpointSeconds = 8.5,
        KeptCheckpointCount = 9,
        RollbackLimit = 1,
        LayerRateDecay = 0.75,
        Task = TrainingTask.Classification,
        Classification = new ClassificationOptions { Method = ClassificationMethod.FineTuning, Templates = ["x {}"], LabelSmoothing = 0.1, Mixtures = [0.5, 1] },
        Lora = new LoraOptions { Rank = 4, Alpha = 2, ImageTower = false, TextTower = false },
        Evaluation = new EvaluationOptions { Dataset = DatasetRef.Parse("val"), Filter = FilterText.Parse("year > 2000"), HeldOutShare = 0.2, Interval = 11, Metric = "accuracy", Patience = 3, PublishesBest = false },
        Priority = -5,
        Device = DeviceKind.Cuda,
        ForkOf = new CheckpointRef(SessionId.Parse("other"), 12),
        Tags = ["a", "b"],
        Note = "why",
    };

    [Fact]
    public void Full_HasNoMemberAsUsual()
    {
        SessionSpecification usual = new() { Dataset = default, Publish = default, StepCount = 1, BatchSize = 2 };

        Assert.All(typeof(SessionSpecification).GetProperties(), member => Assert.False(Equals(member.GetValue(usual), member.GetValue(Full)), member.Name));
    }

    [Fact]
    public void Specification_ThroughJsonAndBack_IsTheSame()
    {
        string json = JsonSerializer.Serialize(Full.ToBody(), Json.SerializerOptions);
        SessionSpecification back = JsonSerializer.Deserialize<SpecificationBody>(json, Json.SerializerOptions)!.ToSpecification();

        Assert.Equal(JsonSerializer.Serialize(Full), JsonSerializer.Serialize(back));
    }

    [Fact]
    public void Specification_OfTheLeast_IsTheSdksUsual()
    {
        SessionSpecification usual = new() { Dataset = DatasetRef.Parse("emoji"), Publish = ModelName.Parse("new"), StepCount = 1, BatchSize = 2 };
        SpecificationBody body = JsonSerializer.Deserialize<SpecificationBody>("""{"dataset":"emoji","publish":"new","stepCount":1,"batchSize":2}""", Json.SerializerOptions)!;

        Assert.Equal(JsonSerializer.Serialize(usual), JsonSerializer.Serialize(body.ToSpecification()));
    }

    [Fact]
    public void Patch_OfMembers_ChangesThemAndNoOthers()
    {
        SpecificationPatch patch = new(Microsoft.Extensions.Options.Options.Create(Json));
        SessionSpecification changed = patch.Apply(Full, JsonNode.Parse("""{"seed":2,"lora":{"rank":16},"note":null,"evaluation":null}""")!.AsObject());

        Assert.Equal((2UL, 16, 2.0, null, null), (changed.Seed, changed.Lora!.Rank, changed.Lora.Alpha, changed.Note, changed.Evaluation));
        Assert.Equal(JsonSerializer.Serialize(Full with { Seed = 2, Lora = Full.Lora! with { Rank = 16 }, Note = null, Evaluation = null }), JsonSerializer.Serialize(changed));
    }

    [Theory]
    [InlineData("""{"sead":2}""", "sead")]
    [InlineData("""{"seed":"x"}""", "seed")]
    [InlineData("""{"stepCount":null}""", "stepCount")]
    public void Patch_ThatCannotBe_NamesTheMember(string patch, string words)
    {
        SpecificationPatch patcher = new(Microsoft.Extensions.Options.Options.Create(Json));

        Assert.Contains(words, Assert.Throws<RequestFault>(() => patcher.Apply(Full, JsonNode.Parse(patch)!.AsObject())).Message, StringComparison.Ordinal);
    }

    private static JsonOptions Options()
    {
        JsonOptions options = new();
        ApiJson.Configure(options);
        return options;
    }
}
