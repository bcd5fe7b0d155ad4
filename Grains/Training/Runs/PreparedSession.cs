using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Runs;

/// <summary>All that a run needs before its first step, without a tensor. Owns the pictures.</summary>
internal sealed class PreparedSession(SessionItems items, SessionPictures pictures) : IDisposable
{
    /// <summary>The items.</summary>
    public SessionItems Items { get; } = items;

    /// <summary>Their pictures.</summary>
    public SessionPictures Pictures { get; } = pictures;

    /// <summary>Folder of the model to start from, or null to start from nothing.</summary>
    public string? BaseFolder { get; init; }

    /// <summary>Network and preprocessing of a session that starts from nothing.</summary>
    public ModelDescription? Description { get; init; }

    /// <summary>Vocabulary of a session that starts from nothing.</summary>
    public Vocabulary? Vocabulary { get; init; }

    /// <summary>Where to go on, or null to begin.</summary>
    public TrainerCheckpoint? Checkpoint { get; set; }

    /// <inheritdoc/>
    public void Dispose() => Pictures.Dispose();

    /// <summary>What the run trains, where its checkpoint left it. The caller disposes of it.</summary>
    /// <exception cref="InexactResumeException">The arithmetic is another than before, and the assignment does not allow it.</exception>
    public Trainee BuildTrainee(SessionAssignment assignment)
    {
        SessionSpecification specification = assignment.Specification;
        ClipModel model = BuildModel(specification.Seed);
        try
        {
            PictureCaptionData data = new(Items.Texts, Pictures, model.Tokenizer, model.Preprocess, TrainingMapping.Augmentation(specification), specification.Seed);
            ClipTrainer trainer = Checkpoint is { } checkpoint
                ? ClipTrainer.Resume(model.Network, data, checkpoint, assignment.AllowsInexact)
                : new ClipTrainer(model.Network, TrainingMapping.Training(specification), data);
            Checkpoint = null;
            return new Trainee(model, trainer, data);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    // The model as the session begins, but for the weights if a checkpoint will overwrite them.
    private ClipModel BuildModel(ulong seed)
    {
        if (BaseFolder is { } folder)
            return ClipModel.Load(folder);
        ClipConfig config = Description!.Network with { Text = Description.Network.Text with { VocabSize = Vocabulary!.Size } };
        Tokenizer tokenizer = new(Vocabulary, new TokenizerOptions { ContextLength = config.Text.ContextLength });
        ClipModel model = new(new ClipNetwork(config), tokenizer, Description.Preprocess);
        if (Checkpoint is null)
            ClipInitialization.Initialize(model.Network, (long)seed);
        return model;
    }
}
