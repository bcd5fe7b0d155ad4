using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Tests.Devices;

internal sealed class PlacingGrain : Grain, IPlacingGrain
{
    public async Task<string> PlaceAsync(string key, string silo)
    {
        using (SiloTarget.On(silo))
            return await GrainFactory.GetGrain<IPlacedGrain>(key).WhereAsync();
    }
}
