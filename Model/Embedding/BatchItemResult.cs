namespace ClipGrid.Model.Embedding;

/// <summary>What became of one input of a batch.</summary>
/// <param name="Value">The output; meaningless where there is an error.</param>
/// <param name="Error">Why there is no output, or null.</param>
internal readonly record struct BatchItemResult<TOutput>(TOutput Value, Exception? Error)
{
    /// <summary>An output.</summary>
    public static BatchItemResult<TOutput> Of(TOutput value) => new(value, null);

    /// <summary>An error.</summary>
    public static BatchItemResult<TOutput> Failed(Exception error) => new(default!, error);
}
