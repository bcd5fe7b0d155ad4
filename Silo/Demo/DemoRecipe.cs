using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Pictures.Augmentation;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;

namespace ClipGrid.Silo.Demo;

/// <summary>What the demo trains and how: small enough for two cores and a minute.</summary>
/// <param name="stepCount">Steps of the training, 1 or more.</param>
internal sealed class DemoRecipe(int stepCount)
{
    /// <summary>Steps that teach enough for the queries to work.</summary>
    public const int UsualStepCount = 900;

    /// <summary>
    /// Share of held-out captions that find their picture among the first ten of all, at least, after <see cref="UsualStepCount"/> steps.
    /// </summary>
    public const double LeastRecallAt10 = 0.9;

    /// <summary>Pairs in a step.</summary>
    public const int BatchSize = 128;

    // What the network sees: a quarter of the pixels costs a third of the time, and the shapes are learnt sooner.
    private const int ImageSize = 32;

    /// <summary>Seed of weights, order, crops and captions.</summary>
    public const ulong Seed = 1;

    /// <summary>The vocabulary; it comes out smaller, because the captions have few words.</summary>
    public VocabularyTrainingOptions Vocabulary { get; } = new() { Size = 1024 };

    /// <summary>The preprocessing.</summary>
    public PreprocessConfig Preprocess { get; } = new() { Size = ImageSize };

    /// <summary>Crops that never change what a caption says: no mirrors, because captions know left and right.</summary>
    public TrainingAugmentation Augmentation { get; } = new() { MinScale = 0.9f, MinRatio = 0.9f, MaxRatio = 1 / 0.9f };

    /// <summary>The run.</summary>
    public TrainingSpecification Specification { get; } = new()
    {
        Seed = Seed,
        BatchSize = BatchSize,
        Schedule = new CosineSchedule { BaseRate = 2e-3, TotalSteps = stepCount, WarmupSteps = stepCount / 10 },
        Optimizer = new AdamWOptions { WeightDecay = 0.1 },
        GradientClipNorm = 1,
    };

    /// <summary>The network for a vocabulary.</summary>
    public static ClipConfig Network(int vocabSize) => new()
    {
        EmbedDim = 128,
        Activation = Activation.Gelu,
        Vision = new ResNetConfig { ImageSize = ImageSize, Width = 16, StageDepths = [1, 1, 1, 1], HeadCount = 8 },
        Text = new TextConfig { ContextLength = 32, VocabSize = vocabSize, Width = 128, HeadCount = 4, LayerCount = 1, MlpWidth = 512 },
    };
}
