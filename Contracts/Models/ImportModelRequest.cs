using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Models;

/// <summary>Takes in a folder of Hugging Face or open_clip as a version.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ImportModelRequest")]
public sealed record ImportModelRequest : IAuditDetail
{
    /// <summary>Names this import.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>Where the folder is.</summary>
    [Id(1)]
    public required SourceKind Kind { get; init; }

    /// <summary>Its path on the silo's machine, or the client's name for it.</summary>
    [Id(2)]
    public required string Location { get; init; }

    /// <summary>Its files as a tar, for <see cref="SourceKind.Transfer"/>.</summary>
    [Id(3)]
    public TransferId? Transfer { get; init; }

    string IAuditDetail.AuditDetail => $"from {Location}";
}
