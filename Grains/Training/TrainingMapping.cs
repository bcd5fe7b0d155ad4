using System.Text;
using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Training;

/// <summary>What a session's specification means to the model's trainer.</summary>
internal static class TrainingMapping
{
    private const string ArchitectureName = "the architecture";
    private const string ModelMember = "model_cfg";
    private const long LongestWarmup = 2000;
    // A crop that must be the whole picture whatever its proportions.
    private const float AnyRatio = 1000;

    /// <summary>The run.</summary>
    /// <param name="s">The session.</param>
    /// <param name="classCount">Classes that it learns to tell apart; 0 for pairs.</param>
    public static TrainingSpecification Training(SessionSpecification s, int classCount = 0) => new()
    {
        Objective = Objective(s),
        ClassCount = s.Task == TrainingTask.Classification ? classCount : null,
        LabelSmoothing = s.Task == TrainingTask.Classification ? s.Classification?.LabelSmoothing ?? 0 : 0,
        Seed = s.Seed,
        BatchSize = s.BatchSize,
        MicroBatchSize = s.MicroBatchSize,
        PartCount = s.DeviceCount,
        Schedule = new CosineSchedule
        {
            BaseRate = s.LearningRate,
            TotalSteps = s.StepCount,
            WarmupSteps = s.WarmupStepCount ?? Math.Min(LongestWarmup, s.StepCount / 10),
        },
        Optimizer = new AdamWOptions { WeightDecay = s.WeightDecay },
        GradientClipNorm = s.GradientClipNorm,
        Loss = s.Loss == TrainingLoss.Sigmoid ? LossKind.Sigmoid : LossKind.Contrastive,
        SpareGroups = s.SparesSameLabel,
        ImageTower = Tower(s, s.LocksImageTower || Objective(s) == ObjectiveKind.Probe),
        TextTower = Tower(s, s.LocksTextTower || s.Task == TrainingTask.Classification),
        Lora = Lora(s),
    };

    /// <summary>The version that a session starts from, which its start has fixed to a digest.</summary>
    public static ModelVersionId BaseId(ModelRef start) => ModelDigest.TryParse(start.Selector, null, out ModelDigest digest)
        ? new ModelVersionId(start.Name, digest)
        : throw new GridException(GridProblem.Internal, $"The session's base {start} was not fixed to a digest: start a new session.");

    /// <summary>Whether a session learns from embeddings that are computed once.</summary>
    public static bool IsProbe(SessionSpecification s) => Objective(s) == ObjectiveKind.Probe;

    /// <summary>How pictures vary.</summary>
    public static TrainingAugmentation Augmentation(SessionSpecification s)
    {
        TrainingAugmentation varied = new() { MinScale = (float)s.CropMinScale, FlipProbability = s.Mirrors ? 0.5f : 0 };
        return varied.MinScale < 1 ? varied : varied with { MinRatio = 1 / AnyRatio, MaxRatio = AnyRatio };
    }

    /// <summary>The network and preprocessing of a session that starts from nothing, with the vocabulary's size as it was asked for.</summary>
    /// <exception cref="ConfigurationException">The architecture cannot be read; the message names the member.</exception>
    /// <exception cref="ArgumentException">There is no such preset.</exception>
    public static ModelDescription Describe(SessionSpecification s)
    {
        ModelDescription described = s.Architecture is { Length: > 0 } architecture ? ReadArchitecture(architecture) : OfPreset(s.Preset!);
        ClipConfig network = described.Network with { Text = described.Network.Text with { VocabSize = s.VocabSize } };
        // Zhai et al. 2023, section 3.2: with a factor of 10 and a bias of -10 training starts near the prior of few matches.
        if (s.Loss == TrainingLoss.Sigmoid && network.InitialLogitBias is null)
            network = network with { InitialLogitScale = Math.Log(10), InitialLogitBias = -10 };
        return described with { Network = network };
    }

    /// <summary>The layout of the published folder: Hugging Face's has no word for a ResNet and for a logit bias.</summary>
    public static CheckpointLayout Layout(ClipConfig network) =>
        network is { Vision: VisionTransformerConfig, InitialLogitBias: null } ? CheckpointLayout.HuggingFace : CheckpointLayout.OpenClip;

    private static ObjectiveKind Objective(SessionSpecification s) => s.Task switch
    {
        TrainingTask.Contrastive => ObjectiveKind.Pairs,
        _ when (s.Classification ?? new ClassificationOptions()).Method == ClassificationMethod.LinearProbe => ObjectiveKind.Probe,
        _ => ObjectiveKind.Labels,
    };

    // Labels teach the text tower nothing, so it gets no updates.
    private static LoraSpecification? Lora(SessionSpecification s) => s.Lora is { } lora && !IsProbe(s)
        ? new LoraSpecification { Rank = lora.Rank, Alpha = lora.Alpha, ImageTower = lora.ImageTower && !s.LocksImageTower, TextTower = lora.TextTower && !s.LocksTextTower && s.Task != TrainingTask.Classification }
        : null;

    private static TowerTraining Tower(SessionSpecification s, bool isLocked) =>
        isLocked ? TowerTraining.Locked : TowerTraining.Full with { LayerRateDecay = s.LayerRateDecay };

    private static ModelDescription OfPreset(string preset)
    {
        ClipConfig network = ClipPresets.Get(preset);
        return new ModelDescription { Network = network, Preprocess = new PreprocessConfig { Size = network.Vision.ImageSize } };
    }

    // open_clip's library of architectures holds {"embed_dim": …}, its model folders {"model_cfg": {"embed_dim": …}, …}.
    private static ModelDescription ReadArchitecture(string json)
    {
        bool isWhole;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            isWhole = document.RootElement.ValueKind != JsonValueKind.Object || document.RootElement.TryGetProperty(ModelMember, out _);
        }
        catch (JsonException error)
        {
            throw new ConfigurationException(ArchitectureName, "", null, $"it is no JSON ({error.Message.TrimEnd('.')}); give open_clip's model configuration", error);
        }
        string whole = isWhole ? json : $"{{\"{ModelMember}\":{json}}}";
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(whole));
        return OpenClipConfig.Read(stream, ArchitectureName);
    }
}
