using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Embeds a share, batch by batch, on the thread that calls it; the next batch is read meanwhile.</summary>
/// <param name="inputs">What to embed.</param>
/// <param name="partitions">Where the pictures lie.</param>
/// <param name="embedder">The model.</param>
/// <param name="told">Told of each batch how many pictures it had.</param>
internal sealed class ShareComputation(ShareInputs inputs, IPartitionStore partitions, BatchEmbedder embedder, Action<int> told)
{
    private const int ReadsAtOnce = 8;

    /// <summary>The vectors.</summary>
    /// <exception cref="GridException">Invalid: a picture cannot be decoded; NotFound, Unavailable.</exception>
    public ShareVectors Run(CancellationToken cancellationToken)
    {
        float[] pictures_ND = new float[inputs.Rows.Length * embedder.Dimension];
        int[][] batches = [.. inputs.Rows.Chunk(BatchEmbedder.PictureBatchSize)];
        Task<ReadOnlyMemory<byte>[]> reading = ReadAsync(batches.FirstOrDefault([]), cancellationToken);
        int done = 0;
        for (int i = 0; i < batches.Length; i++)
        {
            ReadOnlyMemory<byte>[] files = reading.GetAwaiter().GetResult();
            reading = ReadAsync(i + 1 < batches.Length ? batches[i + 1] : [], cancellationToken);
            Embed(batches[i], files, cancellationToken).CopyTo(pictures_ND, done * embedder.Dimension);
            done += files.Length;
            told(files.Length);
        }
        // Equal texts have equal vectors: their order decides a tie, not the last digits of their batches.
        string[] texts = [.. inputs.Texts.Distinct(StringComparer.Ordinal)];
        float[] texts_TD = embedder.EmbedTexts(texts, cancellationToken);
        Dictionary<string, int> rows = texts.Index().ToDictionary(text => text.Item, text => text.Index, StringComparer.Ordinal);
        float[] captions_MD = new float[inputs.Texts.Length * embedder.Dimension];
        foreach ((int row, string text) in inputs.Texts.Index())
            texts_TD.AsSpan(rows[text] * embedder.Dimension, embedder.Dimension).CopyTo(captions_MD.AsSpan(row * embedder.Dimension));
        return new ShareVectors(embedder.Dimension, pictures_ND, captions_MD);
    }

    private float[] Embed(int[] rows, ReadOnlyMemory<byte>[] files, CancellationToken cancellationToken)
    {
        try
        {
            return embedder.EmbedPictures(files, cancellationToken);
        }
        catch (PictureException error)
        {
            PartitionItems items = inputs.Items!;
            string keys = $"\"{items.Items[rows[0]].Info.Key}\" to \"{items.Items[rows[^1]].Info.Key}\"";
            throw new GridException(GridProblem.Invalid, $"A picture of the items {keys} of {items.Id} cannot be decoded: {error.Message} Delete the item, or leave it out with a filter.", error);
        }
    }

    // On the thread pool from its first line: the caller computes meanwhile.
    private Task<ReadOnlyMemory<byte>[]> ReadAsync(int[] rows, CancellationToken cancellationToken) => Task.Run(
        async () =>
        {
            var files = new ReadOnlyMemory<byte>[rows.Length];
            (RowRange Range, int First)[] ranges = [.. RowRange.Of(rows).Select(range => (range, Array.IndexOf(rows, range.Start)))];
            ParallelOptions few = new() { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(ranges, few, async (one, token) =>
            {
                int place = one.First;
                await foreach (byte[] file in partitions.ReadPicturesAsync(inputs.Items!, one.Range.Start, one.Range.Count, token).ConfigureAwait(false))
                    files[place++] = file;
            }).ConfigureAwait(false);
            return files;
        },
        cancellationToken);
}
