using ClipGrid.Contracts.Client;

namespace ClipGrid.Dashboard.Access;

/// <summary>The grid as this process itself asks it, for what belongs to no person: lists that all pages share, and whose key a key is.</summary>
/// <param name="Client">The client.</param>
/// <param name="Key">The key that it shows; null within a silo.</param>
public sealed record OwnGrid(ClipGridClient Client, string? Key)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => nameof(OwnGrid);
}
