namespace ClipGrid.Grains.Tests.Devices;

public interface IPlacingGrain : IGrainWithStringKey
{
    /// <summary>Calls a placed grain on a silo from another grain's turn.</summary>
    Task<string> PlaceAsync(string key, string silo);
}
