using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Adds a source's items to a data set as its next version; the data set is made if there is none.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.AddItemsRequest")]
public sealed record AddItemsRequest : IAuditDetail
{
    /// <summary>Names this ingest: progress, cancelling and repeating go by it.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>The pictures.</summary>
    [Id(1)]
    public required DatasetSource Source { get; init; }

    /// <summary>How they become partitions.</summary>
    [Id(2)]
    public IngestOptions Options { get; init; } = new();

    string IAuditDetail.AuditDetail => $"from {Source.Location}";
}
