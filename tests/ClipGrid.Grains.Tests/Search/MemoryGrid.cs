using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Datasets;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Search;
using ClipGrid.Model.Classification;

namespace ClipGrid.Grains.Tests.Search;

/// <summary>A grid in memory: real indexes, vectors of texts from a table, and partitions that can be made to fail.</summary>
internal sealed class MemoryGrid : ISearchGrid, IDisposable
{
    private readonly ScanGate _gate = new(2, TimeProvider.System);
    private readonly RandomData _data;
    private readonly Dictionary<PartitionId, PartitionIndex> _indexes = [];

    internal MemoryGrid(int seed, params int[] counts)
    {
        _data = new RandomData(seed);
        foreach (int count in counts)
        {
            PartitionItems items = _data.Items(Items.Count, count);
            Items.Add(items.Id, items);
            Vectors.Add(items.Id, _data.Vectors(items));
            _indexes.Add(items.Id, new PartitionIndex(items, Vectors[items.Id]));
        }
    }

    internal static ModelVersionInfo Model { get; } = new()
    {
        Id = new ModelVersionId(ModelName.Parse("demo"), RandomData.Model),
        CreatedAt = default,
        Architecture = "",
        EmbedDim = 7,
        ImageSize = 8,
        ContextLength = 8,
        VocabSize = 8,
        ParameterCount = 1,
        LogitScale = 20,
        ByteCount = 1,
        Lineage = new ModelLineage(),
    };

    internal Dictionary<PartitionId, PartitionItems> Items { get; } = [];

    internal Dictionary<PartitionId, PartitionVectors> Vectors { get; } = [];

    internal Dictionary<PartitionId, Func<CancellationToken, Task>> Faults { get; } = [];

    /// <summary>What the partitions say of their scans' waiting, or null for the truth.</summary>
    internal TimeSpan? Backlog { get; set; }

    internal Dictionary<string, float[]> Texts { get; } = [];

    /// <summary>The model's classifier.</summary>
    internal ClassifierHead? Head { get; init; }

    /// <summary>Calls that asked for it.</summary>
    internal int HeadCount { get; private set; }

    internal int EmbeddedTextCount { get; private set; }

    internal int SearchCount { get; private set; }

    /// <summary>Calls that asked for items.</summary>
    internal int FindCount { get; private set; }

    /// <summary>Most items of an answer.</summary>
    internal int MostFound { get; init; } = 1000;

    internal float[] Vector() => _data.Vector();

    public void Dispose() => _gate.Dispose();

    public Task<DatasetVersionInfo> GetVersionAsync(DatasetRef dataset, CancellationToken cancellationToken) => Task.FromResult(new DatasetVersionInfo
    {
        Dataset = dataset.Name,
        Version = 1,
        Operation = OperationId.New(),
        Source = "",
        CreatedAt = default,
        Partitions = [.. Items.Values.Select(items => new PartitionInfo { Id = items.Id, ItemCount = items.Items.Length, CaptionCount = 0, ByteCount = 0, Digest = "" })],
        ItemCount = 0,
        AddedCount = 0,
        RefusedCount = 0,
        Digest = "",
    });

    public Task<ModelVersionInfo> ResolveAsync(ModelRef model, CancellationToken cancellationToken) => Task.FromResult(Model with { Classes = Head?.Classes ?? [] });

    public Task<ClassifierHead?> FindClassifierAsync(ModelVersionId model, CancellationToken cancellationToken)
    {
        HeadCount++;
        return Task.FromResult(Head);
    }

    public Task<ItemInfo> GetItemAsync(DatasetRef dataset, string key, CancellationToken cancellationToken) =>
        Task.FromResult(Items.Values.Where(items => items.RowOf(key) >= 0).Select(items => items.Items[items.RowOf(key)].Info).FirstOrDefault()
            ?? throw new GridException(GridProblem.NotFound, $"No item {key}."));

    public Task<FoundItems> FindItemsAsync(PartitionId partition, int version, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        FindCount++;
        // As a partition does whose items have long captions: a part of the answer at a time.
        return Task.FromResult(new FoundItems([.. keys.Take(MostFound).Select(key => Items[partition].Items[Items[partition].RowOf(key)].Info)]));
    }

    public async Task<PartitionSearchResult> SearchAsync(PartitionId partition, PartitionSearchRequest request, CancellationToken cancellationToken)
    {
        SearchCount++;
        if (Faults.TryGetValue(partition, out Func<CancellationToken, Task>? fault))
            await fault(cancellationToken);
        PartitionSearchResult result = await _indexes[partition].SearchAsync(request, ImmutableSortedDictionary<string, int>.Empty, _gate, cancellationToken);
        return result with { Backlog = Backlog ?? result.Backlog };
    }

    public Task<ReadOnlyMemory<float>> GetVectorAsync(PartitionId partition, ModelDigest model, string key, CancellationToken cancellationToken) =>
        Task.FromResult(_indexes[partition].VectorOf(key));

    public Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ModelVersionId model, ImmutableArray<string> texts, CancellationToken cancellationToken)
    {
        EmbeddedTextCount += texts.Length;
        return Task.FromResult(texts.Select(Outcome).ToImmutableArray());
    }

    public Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ModelVersionId model, ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken) =>
        Task.FromResult(pictures.Select(picture => Outcome(System.Text.Encoding.UTF8.GetString(picture.Bytes.Span))).ToImmutableArray());

    private EmbeddingOutcome Outcome(string text) => Texts.TryGetValue(text, out float[]? vector)
        ? new EmbeddingOutcome { Vector = vector }
        : new EmbeddingOutcome { Error = "It is broken.", Problem = GridProblem.Invalid };
}
