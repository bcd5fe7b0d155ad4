using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Dashboard.Datasets;

/// <summary>Data sets in HTTP's terms.</summary>
internal static class DatasetMapping
{
    /// <summary>A data set.</summary>
    public static DatasetAnswer ToAnswer(this DatasetInfo info) =>
        new(info.Name.ToString(), [.. info.Versions.Select(version => version.ToAnswer(withLabels: false))], [.. info.Ingests.Select(ToAnswer)], info.DeletedCount);

    /// <summary>A version.</summary>
    public static DatasetVersionAnswer ToAnswer(this DatasetVersionInfo info, bool withLabels = true) => new()
    {
        Id = new DatasetRef(info.Dataset, info.Version).ToString(),
        Version = info.Version,
        Ingest = info.Operation.ToString(),
        Source = info.Source,
        CreatedAt = info.CreatedAt,
        ItemCount = info.ItemCount,
        AddedCount = info.AddedCount,
        RefusedCount = info.RefusedCount,
        PartitionCount = info.Partitions.Length,
        ByteCount = info.Partitions.Sum(partition => partition.ByteCount),
        Digest = info.Digest,
        LabelCounts = withLabels ? info.LabelCounts : ImmutableSortedDictionary<string, long>.Empty,
    };

    /// <summary>An ingest.</summary>
    public static IngestAnswer ToAnswer(this IngestStatus status) => new()
    {
        Id = status.Operation.ToString(),
        Dataset = status.Dataset.ToString(),
        Version = status.Version,
        State = status.State,
        ItemCount = status.ItemCount,
        RefusedCount = status.RefusedCount,
        UnchangedCount = status.UnchangedCount,
        TotalCount = status.TotalCount,
        ByteCount = status.ByteCount,
        Message = status.Message,
    };

    /// <summary>An item of a data set.</summary>
    public static ItemAnswer ToAnswer(this ItemInfo item, DatasetRef dataset) => new()
    {
        Key = item.Key,
        Captions = item.Captions,
        Label = item.Label,
        Metadata = item.Metadata,
        MediaType = item.MediaType,
        Width = item.Width,
        Height = item.Height,
        ByteCount = item.ByteCount,
        Digest = item.Digest,
        Partition = item.Partition.ToString(),
        PreviewUrl = PictureUrl.Preview(dataset, item.Key),
        FileUrl = PictureUrl.File(dataset, item.Key),
    };
}
