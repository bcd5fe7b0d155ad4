using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Training.Tasks;

/// <summary>
/// The embeddings that a linear probe learns from, one for each item: those that the grid has of the data set under the base, else computed
/// here. They are stored with the session, so that a run that goes on learns from the same bits.
/// </summary>
internal sealed class ProbeEmbeddings(SessionId id, SessionItems items, SessionSurroundings surroundings)
{
    private const string Tensor = "pictures";
    private const int ReadAtOnce = 512;

    /// <summary>The session's embeddings [N, E], made if there are none yet.</summary>
    /// <param name="model">The base.</param>
    /// <param name="modelFolder">Its folder.</param>
    /// <param name="pictures">The items' pictures.</param>
    /// <param name="folder">A local folder, which need not exist.</param>
    /// <param name="told">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GridException">Corrupt, StorageFull, Unavailable.</exception>
    public async Task<EmbeddingMatrix> GetAsync(
        ModelVersionId model, string modelFolder, SessionPictures pictures, string folder, Action<string> told, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, "embeddings.safetensors"), name = GridPaths.SessionEmbeddings(id);
        if (await surroundings.Blobs.FindAsync(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            await surroundings.Blobs.DownloadAsync(name, path, cancellationToken).ConfigureAwait(false);
            return Read(path);
        }
        float[] vectors_NE = await FindAsync(model.Digest, told, cancellationToken).ConfigureAwait(false)
            ?? await TrainingThread.RunAsync("ClipGrid probe", () => ModelFaults.Guard(modelFolder, GridProblem.Internal, () => Compute(modelFolder, pictures, told, cancellationToken))).ConfigureAwait(false);
        int dimension = vectors_NE.Length / items.Keys.Length;
        SafetensorsWriter.Write(path, new Dictionary<string, WeightTensor> { [Tensor] = WeightTensor.FromFloats([items.Keys.Length, dimension], vectors_NE) }, cancellation: cancellationToken);
        await surroundings.Blobs.UploadAsync(path, name, cancellationToken).ConfigureAwait(false);
        return new EmbeddingMatrix(vectors_NE, dimension);
    }

    // What an embedding job left, if it covers every item.
    private async Task<float[]?> FindAsync(ModelDigest model, Action<string> told, CancellationToken cancellationToken)
    {
        VectorStore stored = new(surroundings.Blobs);
        List<float> vectors = [];
        foreach (PlannedPartition planned in items.Plan.Partitions)
        {
            PartitionItems partition = await surroundings.Partitions.LoadAsync(planned.Id, cancellationToken).ConfigureAwait(false);
            if (await stored.FindManifestAsync(new VectorSetId(planned.Id, model), cancellationToken).ConfigureAwait(false) is not { FailedCount: 0 }
                || await stored.LoadAsync(partition, model, cancellationToken).ConfigureAwait(false) is not { } found)
                return null;
            foreach (RowRange range in planned.Rows)
                vectors.AddRange(found.Pictures.Span.Slice(range.Start * found.Dimension, range.Count * found.Dimension));
        }
        told($"It takes the embeddings of {items.Keys.Length} pictures that the grid has.");
        return [.. vectors];
    }

    private float[] Compute(string modelFolder, SessionPictures pictures, Action<string> told, CancellationToken cancellationToken)
    {
        using BatchEmbedder embedder = BatchEmbedder.Load(modelFolder);
        float[] vectors_NE = new float[items.Keys.Length * embedder.Dimension];
        int[] all = [.. Enumerable.Range(0, items.Keys.Length)];
        for (int first = 0; first < all.Length; first += ReadAtOnce)
        {
            told($"It embeds the pictures once: {first} of {all.Length}.");
            int count = Math.Min(ReadAtOnce, all.Length - first);
            embedder.EmbedPictures(pictures.Read(all.AsSpan(first, count)), cancellationToken).CopyTo(vectors_NE, first * embedder.Dimension);
        }
        return vectors_NE;
    }

    private EmbeddingMatrix Read(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            WeightTensor stored = file.Tensor(Tensor);
            return stored.Shape is [var rows, var width] && rows == items.Keys.Length
                ? new EmbeddingMatrix(stored.ToFloats(), (int)width)
                : throw new SafetensorsException(path, Tensor, $"it has {string.Join(" x ", stored.Shape)} numbers for {items.Keys.Length} items", "restore it from a backup");
        }
        catch (Exception error) when (error is SafetensorsException or ArgumentException)
        {
            throw new GridException(GridProblem.Corrupt, $"The embeddings that session {id} learns from cannot be read: {error.Message} Start a new session.", error);
        }
    }
}
