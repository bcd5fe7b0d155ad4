using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>A silo as membership knows it.</summary>
/// <param name="Silo">Which one.</param>
/// <param name="State">How it takes part.</param>
internal sealed record SiloMember(SiloAddress Silo, SiloState State)
{
    /// <summary>Its name, as in the inventory of devices.</summary>
    public string Name => Silo.ToParsableString();

    /// <summary>What membership calls a silo's state, in the grid's words.</summary>
    public static SiloState StateOf(SiloStatus status) => status switch
    {
        SiloStatus.Active => SiloState.Active,
        SiloStatus.ShuttingDown or SiloStatus.Stopping => SiloState.ShuttingDown,
        SiloStatus.Dead => SiloState.Dead,
        _ => SiloState.Joining,
    };
}
