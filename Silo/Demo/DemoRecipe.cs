using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>What the demo trains and how: small enough for two cores and a minute or two.</summary>
internal static class DemoRecipe
{
    /// <summary>Steps that teach enough for the queries to work.</summary>
    public const int UsualStepCount = 900;

    /// <summary>Share of held-out captions that find their picture among the first ten of all, at least, after <see cref="UsualStepCount"/> steps.</summary>
    public const double LeastRecallAt10 = 0.9;

    /// <summary>Pairs in a step.</summary>
    public const int BatchSize = 128;

    /// <summary>Seed of pictures, weights, order, crops and captions.</summary>
    public const ulong Seed = 1;

    // It sees 32 pixels a side: a quarter of the pictures' costs a third of the time, and the shapes are learnt sooner.
    private const string Architecture = """
        {
          "embed_dim": 128,
          "vision_cfg": { "image_size": 32, "layers": [1, 1, 1, 1], "width": 16 },
          "text_cfg": { "context_length": 32, "vocab_size": 1024, "width": 128, "heads": 4, "layers": 1 }
        }
        """;

    /// <summary>The data set: version 1 is for training, version 2 adds the pictures that are held out.</summary>
    public static DatasetName Dataset { get; } = DatasetName.Parse("demo");

    /// <summary>The model.</summary>
    public static ModelName Model { get; } = ModelName.Parse("demo");

    /// <summary>Version of the data set that is made of a split.</summary>
    public static int Version(SceneSplit split) => split == SceneSplit.Train ? 1 : 2;

    /// <summary>The training. No mirrors: captions know left and right.</summary>
    public static SessionSpecification Specification(int stepCount) => new()
    {
        Dataset = new DatasetRef(Dataset, Version(SceneSplit.Train)),
        Publish = Model,
        Architecture = Architecture,
        VocabSize = 1024,
        StepCount = stepCount,
        BatchSize = BatchSize,
        LearningRate = 2e-3,
        WeightDecay = 0.1,
        Seed = Seed,
        CropMinScale = 0.9,
        Note = "The demo's training",
    };
}
