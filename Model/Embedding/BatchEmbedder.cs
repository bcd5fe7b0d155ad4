using System.Runtime.ExceptionServices;
using ClipGrid.Model.Native;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Embedding;

// N inputs, D dimension of the embedding

/// <summary>
/// Embeds lists in batches of a fixed size in their order. The size of a batch shows in the last digits of a vector, so that a queue,
/// whose batches follow the load, gives other bits each time; this gives the same bits for the same list wherever it runs on the same
/// kind of machine. Owns the model; one call at a time, from any thread.
/// </summary>
public sealed class BatchEmbedder : IDisposable
{
    /// <summary>Pictures in a batch; the last one of a list may have fewer.</summary>
    public const int PictureBatchSize = 32;

    /// <summary>Texts in a batch; the last one of a list may have fewer.</summary>
    public const int TextBatchSize = 64;

    private readonly ClipBackend _backend;

    /// <summary>Takes a loaded model over and keeps it in evaluation mode.</summary>
    /// <param name="model">The model; nobody else may train or change it meanwhile.</param>
    /// <param name="limits">What a picture may ask for; null for the defaults.</param>
    public BatchEmbedder(ClipModel model, PictureLimits? limits = null) => _backend = new ClipBackend(model, allowsTruncation: true, limits);

    /// <summary>Width of a vector.</summary>
    public int Dimension => _backend.Dimension;

    /// <summary>Loads a model folder onto the CPU.</summary>
    /// <exception cref="TorchLoadException">Torch cannot be loaded.</exception>
    /// <exception cref="Weights.ModelFolderException">As <see cref="ClipModel.Load"/>, with its other exceptions.</exception>
    public static BatchEmbedder Load(string folder)
    {
        TorchRuntime.EnsureLoaded();
        return new BatchEmbedder(ClipModel.Load(folder));
    }

    /// <summary>Unit vectors [N, D] of picture files, row-major.</summary>
    /// <param name="files">The files' bytes.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    /// <exception cref="PictureException">A file is no picture that could be decoded.</exception>
    public float[] EmbedPictures(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        float[] vectors_ND = new float[checked(files.Count * Dimension)];
        for (int first = 0; first < files.Count; first += PictureBatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = Math.Min(PictureBatchSize, files.Count - first);
            PreparedPicture?[] prepared = new PreparedPicture?[count];
            try
            {
                Prepare(files, first, prepared, cancellationToken);
                Put(_backend.EncodePixels(prepared!), vectors_ND, first);
            }
            finally
            {
                foreach (PreparedPicture? picture in prepared)
                    picture?.Dispose();
            }
        }
        return vectors_ND;
    }

    /// <summary>Unit vectors [N, D] of texts, row-major; a text that is longer than the model's context is cut there.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="cancellationToken">Stops between batches.</param>
    public float[] EmbedTexts(IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        float[] vectors_ND = new float[checked(texts.Count * Dimension)];
        for (int first = 0; first < texts.Count; first += TextBatchSize)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[][] tokens = [.. texts.Skip(first).Take(TextBatchSize).Select(_backend.TokenizeCut)];
            Put(_backend.EncodeTokens(tokens), vectors_ND, first);
        }
        return vectors_ND;
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => _backend.Dispose();

    private void Prepare(IReadOnlyList<ReadOnlyMemory<byte>> files, int first, PreparedPicture?[] prepared, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, prepared.Length, i => prepared[i] = _backend.Prepare(files[first + i], cancellationToken));
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    private void Put(float[][] rows, float[] vectors_ND, int first)
    {
        for (int row = 0; row < rows.Length; row++)
            rows[row].CopyTo(vectors_ND, (first + row) * Dimension);
    }
}
