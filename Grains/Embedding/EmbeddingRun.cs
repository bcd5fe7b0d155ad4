using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// Brings a partition's vectors to completeness: what is stored stays, the rest is computed chunk by chunk. While a chunk is computed
/// the next one is read and decoded, so that the encoder never waits; no more than two chunks are on the way, which is what a crash
/// loses. All items are embedded, retired ones too: vectors depend on the partition alone and not on when it is embedded.
/// </summary>
internal sealed class EmbeddingRun(PartitionItems items, string itemsDigest, VectorSetId set, ClipEncoder encoder, IPartitionStore store, VectorStore vectors)
{
    private const int ChunksAtOnce = 2;
    private const long LargestRead = 64L << 20;

    private readonly SortedDictionary<int, StoredChunk> _stored = [];

    /// <summary>Computes what is missing and writes the manifest.</summary>
    /// <param name="repairs">True to check stored chunks by a manifest that is there.</param>
    /// <param name="progress">Hears of it.</param>
    /// <param name="cancellationToken">Ends it; what is written stays.</param>
    public async Task<VectorManifest> CompleteAsync(bool repairs, EmbeddingProgress progress, CancellationToken cancellationToken)
    {
        ImmutableDictionary<int, string> expected = repairs ? await ExpectedAsync(cancellationToken).ConfigureAwait(false) : [];
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<VectorChunk>> computing = [];
        try
        {
            for (int first = 0; first < items.Items.Length; first += VectorChunk.ItemCount)
            {
                StoredChunk? there = await vectors.FindChunkAsync(set, itemsDigest, first, cancellationToken).ConfigureAwait(false);
                if (there is not null && IsWhole(there, expected))
                {
                    Keep(there, progress);
                    continue;
                }
                computing.Enqueue(ComputeAsync(first, Count(first), ending.Token));
                if (computing.Count == ChunksAtOnce)
                    await StoreAsync(computing, progress, cancellationToken).ConfigureAwait(false);
            }
            while (computing.Count > 0)
                await StoreAsync(computing, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            foreach (Task left in computing)
                await left.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        VectorManifest manifest = Manifest();
        await vectors.WriteManifestAsync(set, manifest, cancellationToken).ConfigureAwait(false);
        return manifest;
    }

    private async Task<ImmutableDictionary<int, string>> ExpectedAsync(CancellationToken cancellationToken)
    {
        try
        {
            VectorManifest? manifest = await vectors.FindManifestAsync(set, cancellationToken).ConfigureAwait(false);
            return manifest?.Chunks.ToImmutableDictionary(chunk => chunk.First, chunk => chunk.Sha256) ?? [];
        }
        catch (GridException error) when (error.Problem == GridProblem.Corrupt)
        {
            return [];
        }
    }

    private int Count(int first) => Math.Min(VectorChunk.ItemCount, items.Items.Length - first);

    private bool IsWhole(StoredChunk there, ImmutableDictionary<int, string> expected)
    {
        int first = there.Chunk.First;
        int end = first + Count(first);
        return there.Chunk.Dimension == encoder.Dimension
            && there.Chunk.PictureVectors.Length == Count(first) * encoder.Dimension
            && there.Chunk.CaptionVectors.Length == (items.CaptionStarts[end] - items.CaptionStarts[first]) * encoder.Dimension
            && expected.GetValueOrDefault(first, there.Sha256) == there.Sha256;
    }

    private void Keep(StoredChunk chunk, EmbeddingProgress progress)
    {
        _stored[chunk.Chunk.First] = chunk with { Chunk = chunk.Chunk with { PictureVectors = [], CaptionVectors = [] } };
        progress.Advance(Count(chunk.Chunk.First));
    }

    private async Task StoreAsync(Queue<Task<VectorChunk>> computing, EmbeddingProgress progress, CancellationToken cancellationToken)
    {
        VectorChunk chunk = await computing.Dequeue().ConfigureAwait(false);
        Keep(await vectors.WriteChunkAsync(set, itemsDigest, chunk, cancellationToken).ConfigureAwait(false), progress);
    }

    private async Task<VectorChunk> ComputeAsync(int first, int count, CancellationToken cancellationToken)
    {
        string[] captions = [.. items.Items.Skip(first).Take(count).SelectMany(item => item.Info.Captions)];
        string[] texts = [.. captions.Distinct(StringComparer.Ordinal)];
        Task<IReadOnlyList<EmbeddingResult>> textResults = encoder.EmbedCutTextsAsync(texts, cancellationToken);
        List<EmbeddingResult> pictures = [];
        try
        {
            while (pictures.Count < count)
                pictures.AddRange(await EmbedPicturesAsync(first + pictures.Count, count - pictures.Count, cancellationToken).ConfigureAwait(false));
        }
        finally
        {
            await ((Task)textResults).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        Dictionary<string, EmbeddingResult> byText = texts.Zip(await textResults.ConfigureAwait(false)).ToDictionary(StringComparer.Ordinal);
        EmbeddingResult[] captionResults = [.. captions.Select(caption => byText[caption])];
        // What is stored stays: zeros are for what will never have a vector.
        if (pictures.Concat(captionResults).FirstOrDefault(result => result.Error is not null && EncoderFaults.IsPassing(result.Error))?.Error is { } passing)
            throw EncoderFaults.Explain(passing);
        return new VectorChunk
        {
            First = first,
            Dimension = encoder.Dimension,
            PictureVectors = Joined(pictures),
            CaptionVectors = Joined(captionResults),
            TruncatedCaptionCount = captions.Count(encoder.Cuts),
            FailedCount = pictures.Concat(captionResults).Count(result => result.Error is not null),
        };
    }

    // As many as fit into memory at once: of usual pictures, all.
    private async Task<IReadOnlyList<EmbeddingResult>> EmbedPicturesAsync(int first, int most, CancellationToken cancellationToken)
    {
        int count = 1;
        for (long bytes = items.Items[first].Info.ByteCount; count < most && (bytes += items.Items[first + count].Info.ByteCount) <= LargestRead;)
            count++;
        List<ReadOnlyMemory<byte>> files = [];
        await foreach (byte[] file in store.ReadPicturesAsync(items, first, count, cancellationToken).ConfigureAwait(false))
            files.Add(file);
        IReadOnlyList<EmbeddingResult> results = await encoder.EmbedPicturesAsync(files, cancellationToken).ConfigureAwait(false);
        // One sick picture is left out; a sick model stops the work.
        if (results.All(result => result.Error is not null and not PictureException))
            throw new GridException(GridProblem.Internal, $"No picture of items {first} to {first + count - 1} of partition {set.Partition} could be embedded: {results[0].Error!.Message}", results[0].Error);
        return results;
    }

    private float[] Joined(IReadOnlyList<EmbeddingResult> results)
    {
        float[] joined = new float[results.Count * encoder.Dimension];
        for (int row = 0; row < results.Count; row++)
            if (results[row].Error is null)
                results[row].Vector.Span.CopyTo(joined.AsSpan(row * encoder.Dimension));
        return joined;
    }

    private VectorManifest Manifest() => new()
    {
        FormatVersion = VectorManifest.CurrentFormat,
        Model = set.Model,
        ItemsDigest = itemsDigest,
        ItemCount = items.Items.Length,
        CaptionCount = items.CaptionStarts[^1],
        Dimension = encoder.Dimension,
        TruncatedCaptionCount = _stored.Values.Sum(chunk => chunk.Chunk.TruncatedCaptionCount),
        FailedCount = _stored.Values.Sum(chunk => chunk.Chunk.FailedCount),
        Chunks = [.. _stored.Values.Select(chunk => new VectorChunkEntry(chunk.Chunk.First, chunk.Sha256))],
    };
}
