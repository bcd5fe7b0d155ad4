using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Embedding;

/// <summary>How an encoder gathers its work.</summary>
public sealed record EncoderOptions
{
    /// <summary>Texts.</summary>
    public BatchingOptions Text { get; init; } = new();

    /// <summary>Pictures.</summary>
    public BatchingOptions Pictures { get; init; } = new();

    /// <summary>Pictures that are decoded and resized at the same time, 1 or more; 0 for as many as there are cores.</summary>
    public int PreparationParallelism { get; init; }

    /// <summary>
    /// False refuses a text that is longer than the model's context; true cuts it there, which the caller then knows to expect.
    /// </summary>
    public bool AllowsTruncation { get; init; }

    /// <summary>Which pictures are refused unseen; the decoder's own limits if left out.</summary>
    public PictureLimits? PictureLimits { get; init; }

    /// <summary>Checks the settings against each other.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it, its value and the remedy.</exception>
    public void Validate()
    {
        Text.Validate();
        Pictures.Validate();
        if (PreparationParallelism < 0)
            throw new ArgumentException($"{nameof(PreparationParallelism)} is {PreparationParallelism}: set it to 1 or more, or to 0 for as many as there are cores.");
    }
}
