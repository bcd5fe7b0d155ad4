using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;
using ClipGrid.Model.Tokenization;

namespace ClipGrid.Grains.Embedding;

/// <summary>Why there is no vector, in the grid's words.</summary>
internal static class EncoderFaults
{
    /// <summary>What became of one input.</summary>
    public static EmbeddingOutcome Outcome(EmbeddingResult result) =>
        result.Error is null ? new EmbeddingOutcome { Vector = result.Vector } : Outcome(result.Error);

    /// <summary>Whether it is a matter of this moment, and not of the input: the same input may have a vector later.</summary>
    public static bool IsPassing(Exception error) => error is OutOfMemoryException or EncoderBusyException or ObjectDisposedException;

    /// <summary>The outcome for an input that failed.</summary>
    public static EmbeddingOutcome Outcome(Exception error)
    {
        GridException known = Explain(error);
        return new EmbeddingOutcome { Error = known.Message, Problem = known.Problem };
    }

    /// <summary>The exception for callers.</summary>
    public static GridException Explain(Exception error) => error switch
    {
        GridException known => known,
        PictureException { Problem: PictureProblem.TooManyBytes or PictureProblem.TooManyPixels or PictureProblem.SideTooLong } => new(GridProblem.TooLarge, error.Message, error),
        PictureException => new(GridProblem.Invalid, error.Message, error),
        CaptionTooLongException text => new(GridProblem.TooLarge, $"The text has {text.TokenCount:N0} tokens with begin and end, and the model takes {text.ContextLength}: shorten it.", error),
        EncoderBusyException => new(GridProblem.Unavailable, error.Message, error),
        OutOfMemoryException => new(GridProblem.Unavailable, "This silo has no memory for the input now: try again in a few seconds, or send less at once.", error),
        ObjectDisposedException => new(GridProblem.Unavailable, "The model was unloaded because this silo is ending: try again, another one will answer.", error),
        InvalidVectorException => new(GridProblem.Internal, error.Message, error),
        ArgumentException => new(GridProblem.Invalid, error.Message, error),
        _ => new(GridProblem.Internal, $"The input could not be embedded: {error.Message}", error),
    };
}
