using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Checkpoints;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Tokenization.Training;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>Checkpoints of a real run, after 8, 16 and 24 steps.</summary>
public sealed class CheckpointFixture : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<long, TrainerCheckpoint> _checkpoints = [];

    public CheckpointFixture()
    {
        SessionSpecification specification = TestSessions.Specification;
        TrainingPair[] pairs = [.. TestSessions.Pairs(new TestDataset())];
        Vocabulary vocabulary = VocabularyTrainer.Train(pairs.SelectMany(pair => pair.Captions), new VocabularyTrainingOptions { Size = specification.VocabSize });
        ModelDescription description = TrainingMapping.Describe(specification);
        ClipConfig config = description.Network with { Text = description.Network.Text with { VocabSize = vocabulary.Size } };
        using ClipModel model = new(new ClipNetwork(config), new Tokenizer(vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength }), description.Preprocess);
        ClipInitialization.Initialize(model.Network, (long)specification.Seed);
        PictureCaptionData data = new(pairs, model.Tokenizer, model.Preprocess, TrainingMapping.Augmentation(specification), specification.Seed);
        using ClipTrainer trainer = new(model.Network, TrainingMapping.Training(specification), data);
        while (trainer.StepCount < 24)
        {
            trainer.Step();
            if (trainer.StepCount % 8 == 0)
                Keep(trainer.Capture());
        }
    }

    /// <summary>A checkpoint.</summary>
    internal TrainerCheckpoint this[long step] => _checkpoints[step];

    /// <summary>Its folder.</summary>
    internal string Folder(long step) => _folder.File($"{step}");

    /// <summary>A path at which nothing is yet.</summary>
    internal string NewFolder() => _folder.File($"{Guid.NewGuid():N}");

    /// <summary>Stores it.</summary>
    internal Task SaveAsync(CheckpointStore store, long step) => store.SaveAsync(Folder(step), step, step, null, TestContext.Current.CancellationToken);

    /// <summary>Whether a checkpoint is, bit for bit, that of a step.</summary>
    internal bool IsThatOf(TrainerCheckpoint checkpoint, long step)
    {
        string folder = NewFolder();
        checkpoint.Save(folder);
        return Directory.GetFiles(Folder(step)).All(path => File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, Path.GetFileName(path)))));
    }

    public void Dispose() => _folder.Dispose();

    private void Keep(TrainerCheckpoint checkpoint)
    {
        _checkpoints[checkpoint.State.StepCount] = checkpoint;
        checkpoint.Save(Folder(checkpoint.State.StepCount));
    }
}
