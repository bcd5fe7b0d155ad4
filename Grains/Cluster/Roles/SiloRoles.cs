using Orleans.Runtime.MembershipService.SiloMetadata;

namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>Which role each silo of the cluster has; they tell each other when they join.</summary>
internal sealed class SiloRoles(ISiloMetadataCache? cache)
{
    /// <summary>The key of the role in what a silo tells.</summary>
    public const string Key = "clipgrid.role";

    /// <summary>A silo's role; null for one that has just joined and has not been heard yet.</summary>
    public SiloRole? Of(SiloAddress silo) =>
        cache?.GetSiloMetadata(silo).Metadata.TryGetValue(Key, out string? told) == true && Enum.TryParse(told, out SiloRole role) ? role : null;
}
