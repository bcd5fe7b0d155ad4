namespace ClipGrid.Dashboard.Search;

/// <summary>Texts to score against pictures.</summary>
internal sealed record RankBody
{
    /// <summary>The model: demo, demo@alias or demo@digest.</summary>
    public required string Model { get; init; }

    /// <summary>The pictures, 1 to 256.</summary>
    public required IReadOnlyList<PictureBody> Pictures { get; init; }

    /// <summary>The texts, 1 to 256.</summary>
    public required IReadOnlyList<string> Texts { get; init; }
}
