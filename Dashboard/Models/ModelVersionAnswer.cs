namespace ClipGrid.Dashboard.Models;

/// <summary>An immutable version of a model.</summary>
internal sealed record ModelVersionAnswer
{
    /// <summary>name@digest.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of all that decides what it computes.</summary>
    public required string Digest { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it looks like, in a line.</summary>
    public required string Architecture { get; init; }

    /// <summary>Length of its vectors.</summary>
    public required int EmbedDim { get; init; }

    /// <summary>Side of the pictures that it sees, in pixels.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Tokens of a text.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Tokens that it knows.</summary>
    public required int VocabSize { get; init; }

    /// <summary>Numbers that training changes.</summary>
    public required long ParameterCount { get; init; }

    /// <summary>What cosine similarities are multiplied with before a softmax.</summary>
    public required double LogitScale { get; init; }

    /// <summary>Size of its files in bytes.</summary>
    public required long ByteCount { get; init; }

    /// <summary>Where it comes from.</summary>
    public required LineageAnswer Lineage { get; init; }

    /// <summary>What was measured on it.</summary>
    public required IReadOnlyDictionary<string, double> Metrics { get; init; }

    /// <summary>The labels that it was trained to tell apart. Empty in lists: ask for the version.</summary>
    public required IReadOnlyList<string> Classes { get; init; }
}
