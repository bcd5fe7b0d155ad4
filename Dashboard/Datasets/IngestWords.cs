using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>How far an ingest is, in words.</summary>
internal static class IngestWords
{
    /// <summary>While it runs.</summary>
    public static string Running(IngestStatus status)
    {
        if (status.Message is { } waits)
            return waits;
        long handled = status.ItemCount + status.RefusedCount + status.UnchangedCount;
        if (handled == 0)
            return "The grid unpacks what has come…";
        string of = status.TotalCount is { } total ? $"{Shown.Count(handled)} of {Shown.Count(total, "sample")}" : Shown.Count(handled, "sample");
        return $"{of}, {Shown.Bytes(status.ByteCount)}{More(status)}";
    }

    /// <summary>Once it has ended.</summary>
    public static string Ended(IngestStatus status) => status.State switch
    {
        JobState.Completed => $"Version {status.Version} of {status.Dataset} is there: {Shown.Count(status.ItemCount, "item")} added, {Shown.Bytes(status.ByteCount)}{More(status)}.",
        JobState.Cancelled => "It was cancelled: nothing was added.",
        _ => status.Message ?? "It failed: nothing was added.",
    };

    private static string More(IngestStatus status) =>
        $"{(status.RefusedCount > 0 ? $", {Shown.Count(status.RefusedCount)} refused" : "")}{(status.UnchangedCount > 0 ? $", {Shown.Count(status.UnchangedCount)} there already" : "")}";
}
