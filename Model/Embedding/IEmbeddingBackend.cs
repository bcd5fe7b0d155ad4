namespace ClipGrid.Model.Embedding;

// D dimension of the embedding

/// <summary>
/// A loaded model as the encoder drives it. <see cref="Tokenize"/> and <see cref="Prepare"/> run on many threads at once; the
/// <c>Encode</c> methods and <see cref="IDisposable.Dispose"/> run on the encoder's one thread, never at the same time, and disposal
/// comes last.
/// </summary>
internal interface IEmbeddingBackend : IDisposable
{
    /// <summary>Width of an embedding.</summary>
    int Dimension { get; }

    /// <summary>Token ids of a text, with its start and end. What it throws fails this text alone.</summary>
    int[] Tokenize(string text);

    /// <summary>As <see cref="Tokenize"/>, but a text that is longer than the model's context is cut there. A model without a context cuts nothing.</summary>
    int[] TokenizeCut(string text) => Tokenize(text);

    /// <summary>Whether a text is longer than the model's context, so that its end does not count. A model without a context cuts nothing.</summary>
    bool Cuts(string text) => false;

    /// <summary>Decodes and preprocesses a picture. What it throws fails this picture alone.</summary>
    PreparedPicture Prepare(ReadOnlyMemory<byte> encodedPicture, CancellationToken cancellationToken);

    /// <summary>
    /// One unit vector [D] for each text, in order. If it throws, the texts are tried again one by one, so that only the sick ones fail.
    /// </summary>
    float[][] EncodeTokens(IReadOnlyList<int[]> texts);

    /// <summary>
    /// One unit vector [D] for each picture, in order. If it throws, the pictures are tried again one by one, so that only the sick
    /// ones fail. The pictures are the encoder's: they are not disposed here, and not kept.
    /// </summary>
    float[][] EncodePixels(IReadOnlyList<PreparedPicture> pictures);
}
