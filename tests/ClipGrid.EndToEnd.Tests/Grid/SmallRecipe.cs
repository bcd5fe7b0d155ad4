using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.EndToEnd.Tests.Grid;

/// <summary>A training that takes seconds and learns enough to be told from chance.</summary>
internal static class SmallRecipe
{
    private const string Architecture = """
        {
          "embed_dim": 128,
          "vision_cfg": { "image_size": 32, "layers": [1, 1, 1, 1], "width": 16 },
          "text_cfg": { "context_length": 77, "vocab_size": 1024, "width": 128, "heads": 4, "layers": 1 }
        }
        """;

    public static SessionSpecification Specification(DatasetRef dataset, ModelName publish, int stepCount) => new()
    {
        Dataset = dataset,
        Publish = publish,
        Architecture = Architecture,
        VocabSize = 1024,
        StepCount = stepCount,
        BatchSize = 64,
        LearningRate = 2e-3,
        WeightDecay = 0.1,
        CropMinScale = 0.8,
        CheckpointInterval = 50,
    };
}
