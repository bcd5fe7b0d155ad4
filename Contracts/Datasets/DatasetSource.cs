using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Datasets;

/// <summary>Where pictures come from.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DatasetSource")]
public sealed record DatasetSource
{
    /// <summary>Where it is.</summary>
    [Id(0)]
    public required SourceKind Kind { get; init; }

    /// <summary>The path on the silo's machine, for <see cref="SourceKind.Path"/>; otherwise the name to show, for example the client's folder.</summary>
    [Id(1)]
    public required string Location { get; init; }

    /// <summary>The bytes, for <see cref="SourceKind.Transfer"/>.</summary>
    [Id(2)]
    public TransferId? Transfer { get; init; }

    /// <summary>How it lies.</summary>
    [Id(3)]
    public DatasetFormat Format { get; init; }
}
