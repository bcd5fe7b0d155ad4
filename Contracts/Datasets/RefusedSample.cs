namespace ClipGrid.Contracts.Datasets;

/// <summary>A sample that was not taken in.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.RefusedSample")]
public sealed record RefusedSample
{
    /// <summary>Where in the source: file, and line, member or number, for example <c>captions.csv, line 7</c>.</summary>
    [Id(0)]
    public required string Where { get; init; }

    /// <summary>Its key, as far as known.</summary>
    [Id(1)]
    public string? Key { get; init; }

    /// <summary>Why, in kind.</summary>
    [Id(2)]
    public required RefusalReason Reason { get; init; }

    /// <summary>Why, in a sentence.</summary>
    [Id(3)]
    public required string Message { get; init; }
}
