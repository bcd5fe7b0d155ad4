using System.Globalization;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>A blob of neighbouring steps' metrics: <c>0000000009-000002.json</c>.</summary>
/// <param name="FirstStep">Its first step.</param>
/// <param name="Epoch">The run that wrote it: runs never write over each other's.</param>
internal readonly record struct MetricChunk(long FirstStep, long Epoch)
{
    /// <summary>The chunk of a blob.</summary>
    public static MetricChunk Parse(string name)
    {
        string[] parts = Path.GetFileNameWithoutExtension(name).Split('-');
        return new MetricChunk(long.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture), long.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>A session's chunks that count, in the order of steps: what a run wrote after another had taken over is passed over.</summary>
    public static async Task<List<MetricChunk>> ListAsync(IBlobStore blobs, SessionId id, CancellationToken cancellationToken)
    {
        List<MetricChunk> chunks = [];
        // In ordinal order of names: by the first step, then by the run.
        await foreach (BlobInfo blob in blobs.ListAllAsync(GridPaths.SessionMetrics(id), cancellationToken).ConfigureAwait(false))
        {
            MetricChunk chunk = Parse(blob.Name);
            if (chunks is [.., var before] && chunk.Epoch < before.Epoch)
                continue;
            if (chunks is [.., var same] && same.FirstStep == chunk.FirstStep)
                chunks.RemoveAt(chunks.Count - 1);
            chunks.Add(chunk);
        }
        return chunks;
    }

    /// <summary>Its blob.</summary>
    public string NameIn(SessionId id) => string.Create(CultureInfo.InvariantCulture, $"{GridPaths.SessionMetrics(id)}{FirstStep:D10}-{Epoch:D6}.json");
}
