using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Models;

/// <summary>How far an import or export is.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.ModelJobStatus")]
public sealed record ModelJobStatus
{
    /// <summary>The job.</summary>
    [Id(0)]
    public required OperationId Operation { get; init; }

    /// <summary>How far it is.</summary>
    [Id(1)]
    public required JobState State { get; init; }

    /// <summary>What it does now, for people.</summary>
    [Id(2)]
    public string? Message { get; init; }

    /// <summary>Of a completed import: the version.</summary>
    [Id(3)]
    public ModelVersionId? Version { get; init; }

    /// <summary>Of a completed export: the folder's files as a tar, to be read and deleted by the client.</summary>
    [Id(4)]
    public TransferId? Transfer { get; init; }

    /// <summary>What kind of thing went wrong where it failed, or null.</summary>
    [Id(5)]
    public GridProblem? Problem { get; init; }
}
