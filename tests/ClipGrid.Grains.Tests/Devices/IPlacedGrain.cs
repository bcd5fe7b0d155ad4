namespace ClipGrid.Grains.Tests.Devices;

public interface IPlacedGrain : IGrainWithStringKey
{
    Task<string> WhereAsync();
}
