using System.Globalization;
using System.Text.RegularExpressions;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>
/// A blob of neighbouring steps' metrics: <c>0000000001-000002-0000.bin</c>. A generation's last chunk grows until it reaches a
/// multiple of <see cref="Grid"/> steps; so name and length say what is in it.
/// </summary>
/// <param name="FirstStep">Its first step.</param>
/// <param name="Generation">Who wrote it: nobody writes over another's chunk.</param>
/// <param name="Length">Bytes of the blob.</param>
/// <param name="IsJson">Whether the first release wrote it: <c>0000000009-000002.json</c>, which never grew.</param>
internal readonly partial record struct MetricChunk(long FirstStep, MetricGeneration Generation, long Length, bool IsJson)
{
    /// <summary>A chunk that reaches a multiple of so many steps is closed: the next step begins another.</summary>
    public const int Grid = 4096;

    /// <summary>The last step of the grid's cell in which a step is.</summary>
    public static long EndOfCell(long step) => (step - 1) / Grid * Grid + Grid;

    /// <summary>Its last step, or null where the name and the length do not say; the step before the first if it is empty.</summary>
    public long? LastStep => IsJson ? null : FirstStep + MetricChunkFormat.CountIn(Length) - 1;

    /// <summary>All chunks of a session, also those that do not count.</summary>
    /// <exception cref="GridException">Corrupt: a blob has a name that no chunk has. Unavailable.</exception>
    public static async Task<List<MetricChunk>> ListAsync(IBlobStore blobs, SessionId id, CancellationToken cancellationToken)
    {
        List<MetricChunk> chunks = [];
        await foreach (BlobInfo blob in blobs.ListAllAsync(GridPaths.SessionMetrics(id), cancellationToken).ConfigureAwait(false))
            chunks.Add(Parse(blob));
        return chunks;
    }

    /// <summary>
    /// Those that count, in the order of steps. Where two begin at the same step, the later generation's; and none of an earlier
    /// generation behind one of a later: what a run wrote after another had taken over is passed over.
    /// </summary>
    public static List<MetricChunk> Counting(IEnumerable<MetricChunk> all)
    {
        List<MetricChunk> chunks = [];
        foreach (MetricChunk chunk in all.OrderBy(one => one.FirstStep).ThenBy(one => one.Generation))
        {
            if (chunks is [.., var before] && chunk.Generation.CompareTo(before.Generation) < 0)
                continue;
            if (chunks is [.., var same] && same.FirstStep == chunk.FirstStep)
                chunks.RemoveAt(chunks.Count - 1);
            chunks.Add(chunk);
        }
        return chunks;
    }

    /// <summary>Its blob.</summary>
    public string NameIn(SessionId id)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{GridPaths.SessionMetrics(id)}{FirstStep:D10}-{Generation.Epoch:D6}");
        return IsJson ? $"{name}.json" : string.Create(CultureInfo.InvariantCulture, $"{name}-{Generation.Cut:D4}.bin");
    }

    private static MetricChunk Parse(BlobInfo blob)
    {
        Match match = NamePattern().Match(blob.Name);
        return match.Success
            && long.TryParse(match.Groups["first"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long first) && first > 0
            && long.TryParse(match.Groups["epoch"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long epoch)
            && int.TryParse(match.Groups["cut"] is { Success: true } written ? written.Value : "0", NumberStyles.None, CultureInfo.InvariantCulture, out int cut)
            ? new MetricChunk(first, new MetricGeneration(epoch, cut), blob.Length, !match.Groups["cut"].Success)
            : throw new GridException(GridProblem.Corrupt, $"{blob.Name} lies among metrics and is named as no chunk of them is: move it away, or run the release that wrote it.");
    }

    // sessions/s1/metrics/0000000001-000002-0000.bin, or 0000000001-000002.json
    [GeneratedRegex(@"/(?<first>\d{10,18})-(?<epoch>\d{6,18})(-(?<cut>\d{4,9})\.bin|\.json)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();
}
