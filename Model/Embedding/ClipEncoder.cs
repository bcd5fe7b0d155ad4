namespace ClipGrid.Model.Embedding;

/// <summary>
/// A loaded model for concurrent callers: text or encoded pictures in, unit vectors out. Inputs of all callers are gathered into
/// batches and computed on a thread of the encoder's own; texts and pictures take turns. Thread-safe.
/// </summary>
public sealed partial class ClipEncoder : IAsyncDisposable
{
    private readonly IEmbeddingBackend _backend;
    private readonly EncoderOptions _options;
    private readonly EncoderMeter _meter = EncoderMeter.OfProcess;
    private readonly ComputeThread _thread;
    private readonly BatchingQueue<int[], ReadOnlyMemory<float>> _texts;
    private readonly BatchingQueue<PreparedPicture, ReadOnlyMemory<float>> _pictures;
    private readonly SemaphoreSlim _preparing;

    /// <summary>Starts an encoder over a loaded model, which it owns from here on.</summary>
    /// <exception cref="ArgumentException">An option is out of range; the model stays the caller's.</exception>
    internal ClipEncoder(IEmbeddingBackend backend, EncoderOptions options, TimeProvider clock)
    {
        options.Validate();
        _backend = backend;
        _options = options;
        _preparing = new SemaphoreSlim(options.PreparationParallelism > 0 ? options.PreparationParallelism : Environment.ProcessorCount);
        _thread = new ComputeThread("ClipGrid encoder", clock, backend.Dispose);
        _texts = new(_thread, options.Text, batch => Checked(_backend.EncodeTokens(batch)), clock, _meter.For("text"));
        _pictures = new(_thread, options.Pictures, batch => Checked(_backend.EncodePixels(batch)), clock, _meter.For("picture"));
    }

    /// <summary>Width of an embedding.</summary>
    public int Dimension => _backend.Dimension;

    /// <summary>The thread that computes, for tests that none is left behind.</summary>
    internal Thread Thread => _thread.Thread;

    /// <summary>The unit vector of a text [<see cref="Dimension"/>].</summary>
    /// <param name="text">The text; how one that is too long is treated is the model's tokenizer's matter.</param>
    /// <param name="cancellationToken">Takes the text out of the queue; while it is computed, only the waiting stops.</param>
    /// <exception cref="EncoderBusyException">The queue is full and the options say not to wait.</exception>
    /// <exception cref="InvalidVectorException">The model gave no finite unit vector.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed before the text's turn came.</exception>
    public Task<ReadOnlyMemory<float>> EmbedTextAsync(string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EmbedTextAsync(text, _options.Text.WhenFull, cancellationToken);
    }

    /// <summary>The unit vector of a picture file [<see cref="Dimension"/>]. Decoding and resizing run beside the computation.</summary>
    /// <param name="encodedPicture">The file's bytes; leave them unchanged until the task is complete.</param>
    /// <param name="cancellationToken">Takes the picture out of the queue; while it is computed, only the waiting stops.</param>
    /// <exception cref="EncoderBusyException">The queue is full and the options say not to wait.</exception>
    /// <exception cref="InvalidVectorException">The model gave no finite unit vector.</exception>
    /// <exception cref="ObjectDisposedException">The encoder was disposed before the picture's turn came.</exception>
    public Task<ReadOnlyMemory<float>> EmbedPictureAsync(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken = default) =>
        EmbedPictureAsync(encodedPicture, _options.Pictures.WhenFull, cancellationToken);

    /// <summary>Whether a text is longer than the model's context, so that its end does not count.</summary>
    public bool Cuts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _backend.Cuts(text);
    }

    /// <summary>
    /// Takes no more inputs, fails those that wait, lets a running batch finish, unloads the model, and returns when the thread has
    /// ended.
    /// </summary>
    public ValueTask DisposeAsync() => _thread.DisposeAsync();

    private Task<ReadOnlyMemory<float>> EmbedTextAsync(string text, WhenFull whenFull, CancellationToken cancellationToken) =>
        _texts.RunAsync(_ => ValueTask.FromResult(_backend.Tokenize(text)), whenFull, cancellationToken);

    private Task<ReadOnlyMemory<float>> EmbedPictureAsync(ReadOnlyMemory<byte> encodedPicture, WhenFull whenFull, CancellationToken cancellationToken) =>
        _pictures.RunAsync(token => PrepareAsync(encodedPicture, token), whenFull, cancellationToken);

    private async ValueTask<PreparedPicture> PrepareAsync(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken)
    {
        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _pictures.ThrowIfClosed();
            return await Task.Run(() => _backend.Prepare(encodedPicture, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _preparing.Release();
        }
    }
}
