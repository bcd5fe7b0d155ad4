namespace ClipGrid.Contracts.Cluster;

/// <summary>A setting of a silo.</summary>
/// <param name="Key">Its key, as <c>ClipGrid:Storage:Kind</c>.</param>
/// <param name="Value">Its value; <see cref="Hidden"/> in place of what is, or may hold, a secret.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.ConfigurationEntry")]
public sealed record ConfigurationEntry([property: Id(0)] string Key, [property: Id(1)] string Value)
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "(set)";
}
