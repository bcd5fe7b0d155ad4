namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>This silo's role.</summary>
internal sealed record OwnRole(SiloRole Role);
