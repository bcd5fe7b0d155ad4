using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Datasets.Shards;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>The refused samples of an ingest, written as JSON lines in as many blobs as there are checkpoints that refused any.</summary>
internal sealed class RefusedList(IBlobStore store, DatasetName dataset, int version, ImmutableArray<int> chunks)
{
    /// <summary>Refused samples that are kept in detail; more are only counted.</summary>
    public const int MaxKept = 100_000;

    private const int MaxPageBytes = 400 << 10;

    private readonly List<RefusedSample> _pending = [];
    private int _keptCount = chunks.Sum();

    /// <summary>The number of samples in each blob, those included that were taken to be written.</summary>
    public ImmutableArray<int> Chunks { get; private set; } = chunks;

    /// <summary>Adds a sample, unless there are too many.</summary>
    public void Add(RefusedSample sample)
    {
        if (_keptCount >= MaxKept)
            return;
        _keptCount++;
        _pending.Add(sample);
    }

    /// <summary>Takes the samples since the last time, to be written; null if there are none.</summary>
    public RefusedChunk? TakeChunk()
    {
        if (_pending.Count == 0)
            return null;
        using MemoryStream lines = new();
        foreach (RefusedSample sample in _pending)
        {
            JsonSerializer.Serialize(lines, sample, ShardJson.Options);
            lines.WriteByte((byte)'\n');
        }
        RefusedChunk chunk = new(GridPaths.Refused(dataset, version, Chunks.Length), lines.ToArray());
        Chunks = Chunks.Add(_pending.Count);
        _pending.Clear();
        return chunk;
    }

    /// <summary>Reads some of them; fewer than asked for where they would make a large message.</summary>
    public async Task<ImmutableArray<RefusedSample>> ReadAsync(int skip, int top, CancellationToken cancellationToken)
    {
        ImmutableArray<RefusedSample>.Builder samples = ImmutableArray.CreateBuilder<RefusedSample>();
        int byteCount = 0;
        for (int number = 0; number < Chunks.Length; skip = Math.Max(0, skip - Chunks[number]), number++)
        {
            if (skip >= Chunks[number])
                continue;
            string name = GridPaths.Refused(dataset, version, number);
            byte[] lines = await store.GetAsync(name, null, cancellationToken).ConfigureAwait(false);
            foreach (RefusedSample sample in Parse(lines, name).Skip(skip))
            {
                byteCount += 2 * (sample.Where.Length + sample.Message.Length + (sample.Key?.Length ?? 0)) + 64;
                if (samples.Count == top || byteCount > MaxPageBytes && samples.Count > 0)
                    return samples.DrainToImmutable();
                samples.Add(sample);
            }
        }
        return samples.DrainToImmutable();
    }

    private static IEnumerable<RefusedSample> Parse(byte[] lines, string name)
    {
        using StreamReader reader = new(new MemoryStream(lines));
        while (reader.ReadLine() is { } line)
        {
            RefusedSample sample;
            try
            {
                sample = JsonSerializer.Deserialize<RefusedSample>(line, ShardJson.Options)!;
            }
            catch (JsonException error)
            {
                throw new GridException(GridProblem.Corrupt, $"{name} is damaged: {error.Message} Restore it from a backup; the items are not concerned.", error);
            }
            yield return sample;
        }
    }
}
