using System.Text.Json.Serialization;

namespace ClipGrid.Dashboard.Models;

/// <summary>A model; the first four members are those of OpenAI's API.</summary>
internal sealed record ModelAnswer
{
    /// <summary>Its name, to ask for embeddings with.</summary>
    public required string Id { get; init; }

    /// <summary>model.</summary>
    public string Object { get; init; } = "model";

    /// <summary>When its latest version was stored, in seconds since 1970.</summary>
    public required long Created { get; init; }

    /// <summary>clipgrid.</summary>
    [JsonPropertyName("owned_by")]
    public string OwnedBy { get; init; } = "clipgrid";

    /// <summary>Its versions, the oldest first.</summary>
    public required IReadOnlyList<ModelVersionAnswer> Versions { get; init; }

    /// <summary>Its aliases, latest included.</summary>
    public required IReadOnlyList<AliasAnswer> Aliases { get; init; }

    /// <summary>Moves of aliases, the newest first; left out of lists.</summary>
    public IReadOnlyList<AliasChangeAnswer>? History { get; init; }
}
