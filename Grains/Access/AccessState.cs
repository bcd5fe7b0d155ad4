using System.Collections.Immutable;

namespace ClipGrid.Grains.Access;

/// <summary>What the keys' grain keeps durably.</summary>
internal sealed record AccessState
{
    /// <summary>The keys in the order in which they were made.</summary>
    public ImmutableArray<StoredKey> Keys { get; init; } = [];
}
