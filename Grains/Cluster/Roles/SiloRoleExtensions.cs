namespace ClipGrid.Grains.Cluster.Roles;

/// <summary>What follows from a role.</summary>
public static class SiloRoleExtensions
{
    /// <summary>Whether it lends its devices to sessions.</summary>
    public static bool RunsSessions(this SiloRole role) => role != SiloRole.Index;

    /// <summary>Whether it holds partitions, takes clients and answers them.</summary>
    public static bool ServesClients(this SiloRole role) => role != SiloRole.Trainer;

    /// <summary>For people: all-in-one, trainer, index.</summary>
    public static string Name(this SiloRole role) => role switch
    {
        SiloRole.Trainer => "trainer",
        SiloRole.Index => "index",
        _ => "all-in-one",
    };
}
