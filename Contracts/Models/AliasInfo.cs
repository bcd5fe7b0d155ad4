namespace ClipGrid.Contracts.Models;

/// <summary>A name that points to a version and can be moved.</summary>
/// <param name="Name">The alias, for example champion.</param>
/// <param name="Target">Where it points.</param>
/// <param name="IsProtected">True if moving it has to be said explicitly.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.AliasInfo")]
public sealed record AliasInfo([property: Id(0)] string Name, [property: Id(1)] ModelVersionId Target, [property: Id(2)] bool IsProtected);
