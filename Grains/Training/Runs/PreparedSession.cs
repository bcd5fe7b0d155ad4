using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Evaluation;
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

    /// <summary>What a linear probe learns from, or null.</summary>
    public EmbeddingMatrix? Embeddings { get; init; }

    /// <summary>Where to go on, or null to begin.</summary>
    public TrainerCheckpoint? Checkpoint { get; set; }

    /// <inheritdoc/>
    public void Dispose() => Pictures.Dispose();
}
