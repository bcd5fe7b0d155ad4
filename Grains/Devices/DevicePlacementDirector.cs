using ClipGrid.Contracts.Errors;
using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace ClipGrid.Grains.Devices;

/// <summary>Leaves of the silos the one that the call names. If it is gone, or the call names none, the call fails.</summary>
internal sealed class DevicePlacementDirector : IPlacementFilterDirector
{
    /// <inheritdoc/>
    /// <exception cref="GridException">Unavailable: the silo is gone. WrongState: the call names none.</exception>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        string named = SiloTarget.Read(target.RequestContextData)
            ?? throw new GridException(GridProblem.WrongState, $"{target.GrainIdentity} is not active, and the call names no silo for it: make it within {nameof(SiloTarget)}.{nameof(SiloTarget.On)}.");
        SiloAddress? silo = silos.FirstOrDefault(silo => silo.ToParsableString() == named);
        return silo is null
            ? throw new GridException(GridProblem.Unavailable, $"Silo {named} is gone, so {target.GrainIdentity} cannot start there: ask for a device again.")
            : [silo];
    }
}
