using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Tests.Devices;

/// <summary>A grain that goes where the call says.</summary>
[DevicePlacement]
internal sealed class PlacedGrain(ILocalSiloDetails silo) : Grain, IPlacedGrain
{
    public Task<string> WhereAsync() => Task.FromResult(silo.SiloAddress.ToParsableString());
}
