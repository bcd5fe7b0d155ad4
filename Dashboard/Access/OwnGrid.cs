using ClipGrid.Contracts.Client;

namespace ClipGrid.Dashboard.Access;

/// <summary>The grid as this process itself asks it, for what belongs to no person: whose key a key is, and what is left to be tidied up.</summary>
/// <param name="Client">The client.</param>
public sealed record OwnGrid(ClipGridClient Client);
