using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Contracts.Embedding;

/// <summary>A picture that a request brings: exactly one of a file in the message, a file sent before, an item of a data set.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PictureInput")]
public sealed record PictureInput
{
    /// <summary>The file, if it has at most 512 KiB; all pictures of a request together too.</summary>
    [Id(0)]
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>A completed transfer with the file.</summary>
    [Id(1)]
    public TransferId? Transfer { get; init; }

    /// <summary>The data set of an item.</summary>
    [Id(2)]
    public DatasetRef? Dataset { get; init; }

    /// <summary>The key of the item.</summary>
    [Id(3)]
    public string? ItemKey { get; init; }
}
