using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>A session of a second, and the same run without the grid.</summary>
internal static class TestSessions
{
    public const string Architecture = """
        {"embed_dim":16,"vision_cfg":{"image_size":16,"patch_size":8,"width":32,"layers":1,"head_width":16},
        "text_cfg":{"context_length":16,"width":32,"heads":2,"layers":1}}
        """;

    public static SessionSpecification Specification { get; } = new()
    {
        Dataset = new DatasetRef(TestDataset.Name),
        Publish = ModelName.Parse("tiny"),
        Architecture = Architecture,
        VocabSize = 600,
        StepCount = 30,
        BatchSize = 8,
        LearningRate = 1e-3,
        CheckpointInterval = 8,
        Seed = 5,
    };

    /// <summary>A run of a session on this process's processor.</summary>
    public static SessionAssignment Assignment(SessionId id, SessionSpecification? specification = null, long attempt = 1) => new()
    {
        Session = id,
        Attempt = attempt,
        Specification = specification ?? Specification,
        Host = new DeviceSlot("127.0.0.1:11111@1", DeviceKind.Cpu, 0),
    };

    /// <summary>Trains directly and saves the model; returns the losses.</summary>
    /// <param name="specification">What to train.</param>
    /// <param name="pairs">On what.</param>
    /// <param name="folder">Where the model is saved.</param>
    /// <param name="before">Steers it before each step; or null.</param>
    /// <param name="stepCount">Steps after which it ends, or null for all.</param>
    public static List<double> TrainDirectly(
        SessionSpecification specification, IEnumerable<TrainingPair> pairs, string folder, Action<ClipTrainer>? before = null, long stepCount = long.MaxValue)
    {
        using ClipModel model = BuildModel(specification, pairs, out PictureCaptionData data);
        using ClipTrainer trainer = new(model.Network, TrainingMapping.Training(specification), data);
        return Train(trainer, model, folder, before, stepCount);
    }

    /// <summary>Trains on from a checkpoint by another specification and saves the model; returns the losses.</summary>
    public static List<double> ForkDirectly(SessionSpecification specification, IEnumerable<TrainingPair> pairs, TrainerCheckpoint checkpoint, string folder)
    {
        using ClipModel model = BuildModel(specification, pairs, out PictureCaptionData data);
        using ClipTrainer trainer = ClipTrainer.Fork(model.Network, data, checkpoint, TrainingMapping.Training(specification));
        return Train(trainer, model, folder, null, long.MaxValue);
    }

    private static ClipModel BuildModel(SessionSpecification specification, IEnumerable<TrainingPair> pairs, out PictureCaptionData data)
    {
        TrainingPair[] all = [.. pairs];
        Vocabulary vocabulary = VocabularyTrainer.Train(all.SelectMany(pair => pair.Captions), new VocabularyTrainingOptions { Size = specification.VocabSize });
        ModelDescription description = TrainingMapping.Describe(specification);
        ClipConfig config = description.Network with { Text = description.Network.Text with { VocabSize = vocabulary.Size } };
        ClipModel model = new(new ClipNetwork(config), new Tokenizer(vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength }), description.Preprocess);
        ClipInitialization.Initialize(model.Network, (long)specification.Seed);
        data = new(all, model.Tokenizer, model.Preprocess, TrainingMapping.Augmentation(specification), specification.Seed);
        return model;
    }

    private static List<double> Train(ClipTrainer trainer, ClipModel model, string folder, Action<ClipTrainer>? before, long stepCount)
    {
        List<double> losses = [];
        while (!trainer.IsFinished && trainer.StepCount < stepCount)
        {
            before?.Invoke(trainer);
            losses.Add(trainer.Step().Scalars!.Loss);
        }
        model.Save(folder, TrainingMapping.Layout(model.Network.Config));
        return losses;
    }

    /// <summary>The pairs that the data set's items mean.</summary>
    public static IEnumerable<TrainingPair> Pairs(TestDataset dataset) =>
        dataset.Items.Select((item, i) => new TrainingPair(
            TestDataset.Picture(i), item.Info.Captions is [] ? [$"a photo of a {item.Info.Label}"] : item.Info.Captions));

    /// <summary>Two model folders have the same weights, bit for bit.</summary>
    public static void AssertSameWeights(string expected, string actual)
    {
        using ModelFolder one = ModelFolder.Open(expected), other = ModelFolder.Open(actual);
        Assert.Equal(one.Weights.Tensors.Keys.Order(StringComparer.Ordinal), other.Weights.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, WeightTensor tensor) in one.Weights.Tensors)
            Assert.Equal(tensor.ToBytes(), other.Weights.Tensors[name].ToBytes());
    }
}
