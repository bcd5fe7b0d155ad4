using ClipGrid.Contracts.Access;

namespace ClipGrid.Grains.Access;

/// <summary>A key as it is stored, and as silos ask for it.</summary>
/// <param name="Info">The key.</param>
/// <param name="Sha256">The hash of its text.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.StoredKey")]
internal sealed record StoredKey([property: Id(0)] ApiKeyInfo Info, [property: Id(1)] string Sha256)
{
    /// <summary>Whether it still lets anybody in.</summary>
    public bool IsGood(DateTimeOffset now) => Info.RevokedAt is null && (Info.ExpiresAt is null || now < Info.ExpiresAt);
}
