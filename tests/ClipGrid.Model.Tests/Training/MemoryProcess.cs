using System.Globalization;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>A short run in a process of its own, whose memory nothing else has used; says how much it grew at most.</summary>
internal static class MemoryProcess
{
    internal const string Command = "training-memory";

    private static readonly ClipConfig Vit = TinyClip.Vit with
    {
        EmbedDim = 128,
        Vision = new VisionTransformerConfig { ImageSize = 64, PatchSize = 8, Width = 192, LayerCount = 4, HeadCount = 3, MlpWidth = 768 },
        Text = TinyClip.Vit.Text with { ContextLength = 32, Width = 192, HeadCount = 3, LayerCount = 4, MlpWidth = 768 },
    };

    private static readonly TrainingSpecification Whole = new() { Seed = 1, BatchSize = 192, Schedule = new ConstantSchedule { BaseRate = 1e-4, TotalSteps = 2 } };

    /// <summary>A network and a run of each kind that is measured.</summary>
    internal static TrainingMemoryRequest Request(string kind) => kind switch
    {
        "whole" => new() { Config = Vit, Specification = Whole },
        "micro-batches" => new() { Config = Vit, Specification = Whole with { BatchSize = 256, MicroBatchSize = 64 } },
        "locked image tower" => new() { Config = Vit, Specification = Whole with { ImageTower = TowerTraining.Locked } },
        "ResNet" => new() { Config = ResNet, Specification = Whole },
        _ => throw new ArgumentException($"There is no run called {kind}.", nameof(kind)),
    };

    internal static ClipConfig ResNet { get; } = Vit with { Vision = new ResNetConfig { ImageSize = 64, StageDepths = [1, 2, 1, 1], Width = 32, HeadCount = 16 } };

    internal static int Run(string kind, TextWriter output)
    {
        TrainingMemoryRequest request = Request(kind);
        PeakMemory peak = PeakMemory.StartHere();
        using ClipNetwork network = TinyClip.Build(request.Config);
        using var trainer = new ClipTrainer(network, request.Specification, new LongTexts(request.Config, request.Specification.BatchSize));
        while (!trainer.IsFinished)
            trainer.Step();
        output.WriteLine(peak.Growth().ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
