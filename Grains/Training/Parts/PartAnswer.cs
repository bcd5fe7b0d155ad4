namespace ClipGrid.Grains.Training.Parts;

/// <summary>Whether a computation is done, and how large its result is.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartAnswer")]
internal sealed record PartAnswer
{
    /// <summary>Not yet: ask again.</summary>
    public static PartAnswer NotYet { get; } = new();

    /// <summary>Whether it is done.</summary>
    [Id(0)]
    public bool IsDone { get; init; }

    /// <summary>Bytes to fetch.</summary>
    [Id(1)]
    public int ByteCount { get; init; }

    /// <summary>Rows of the part.</summary>
    [Id(2)]
    public int RowCount { get; init; }

    /// <summary>Whether the rows' groups follow the embeddings.</summary>
    [Id(3)]
    public bool HasGroups { get; init; }

    /// <summary>Captions of the rows that were cut.</summary>
    [Id(4)]
    public int TruncatedCount { get; init; }
}
