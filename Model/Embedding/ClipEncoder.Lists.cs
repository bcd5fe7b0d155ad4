namespace ClipGrid.Model.Embedding;

/// <content>Many inputs in one call.</content>
public sealed partial class ClipEncoder
{
    /// <summary>The vectors of many texts, in their order; a text that fails does not fail the others.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Takes those that wait out of the queue.</param>
    /// <exception cref="ObjectDisposedException">The encoder was disposed before all were computed.</exception>
    public Task<IReadOnlyList<EmbeddingResult>> EmbedTextsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return EmbedManyAsync(
            texts.Count,
            _options.Text,
            (i, token) => texts[i] is { } text
                ? EmbedTextAsync(text, WhenFull.Wait, token)
                : Task.FromException<ReadOnlyMemory<float>>(new ArgumentException($"Text {i} is null: pass an empty string for a text without words.", nameof(texts))),
            cancellationToken);
    }

    /// <summary>
    /// The vectors of many texts, in their order, each cut where the model's context ends whatever the options say: see <see cref="Cuts"/>.
    /// </summary>
    /// <param name="texts">The texts; none may be null.</param>
    /// <param name="cancellationToken">Takes those that wait out of the queue.</param>
    /// <exception cref="ObjectDisposedException">The encoder was disposed before all were computed.</exception>
    public Task<IReadOnlyList<EmbeddingResult>> EmbedCutTextsAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return EmbedManyAsync(
            texts.Count,
            _options.Text,
            (i, token) => _texts.RunAsync(_ => ValueTask.FromResult(_backend.TokenizeCut(texts[i])), WhenFull.Wait, token),
            cancellationToken);
    }

    /// <summary>The vectors of many picture files, in their order; a picture that fails does not fail the others.</summary>
    /// <param name="encodedPictures">The files' bytes; leave them unchanged until the task is complete.</param>
    /// <param name="cancellationToken">Takes those that wait out of the queue.</param>
    /// <exception cref="ObjectDisposedException">The encoder was disposed before all were computed.</exception>
    public Task<IReadOnlyList<EmbeddingResult>> EmbedPicturesAsync(IReadOnlyList<ReadOnlyMemory<byte>> encodedPictures, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(encodedPictures);
        return EmbedManyAsync(encodedPictures.Count, _options.Pictures, (i, token) => EmbedPictureAsync(encodedPictures[i], WhenFull.Wait, token), cancellationToken);
    }

    // Two batches' worth of a list are on the way at once: one computes, one gathers, and the rest of the queue stays free for others.
    // A list waits for its places whatever the options say: it is its own back pressure.
    private static async Task<IReadOnlyList<EmbeddingResult>> EmbedManyAsync(
        int count,
        BatchingOptions options,
        Func<int, CancellationToken, Task<ReadOnlyMemory<float>>> embed,
        CancellationToken cancellationToken)
    {
        var results = new EmbeddingResult[count];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = (int)Math.Min(2L * options.MaxBatchSize, options.QueueCapacity),
            CancellationToken = cancellationToken,
        };
        await Parallel.ForAsync(0, count, parallel, async (i, token) =>
        {
            try
            {
                results[i] = EmbeddingResult.Of(await embed(i, token).ConfigureAwait(false));
            }
            catch (Exception e) when (e is not ObjectDisposedException && !token.IsCancellationRequested)
            {
                results[i] = EmbeddingResult.Failed(e);
            }
        }).ConfigureAwait(false);
        return results;
    }
}
