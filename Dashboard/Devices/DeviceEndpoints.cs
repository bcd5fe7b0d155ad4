using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Devices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClipGrid.Dashboard.Devices;

/// <summary>Devices over HTTP.</summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices", GetAsync).WithTags("Cluster").WithSummary("Devices, who has them, and who waits");

    private static async Task<Ok<DevicesAnswer>> GetAsync(ClipGridClient grid, CancellationToken cancellationToken)
    {
        DeviceInventory inventory = await grid.Cluster.GetDevicesAsync(cancellationToken);
        return TypedResults.Ok(new DevicesAnswer(
            [.. inventory.Devices.Select(device => new DeviceAnswer(device.Silo, device.Number, device.Kind, device.Name, device.MemoryBytes, [.. device.Leases.Select(lease => new LeaseAnswer(lease.Session.ToString(), lease.ExpiresIn.TotalSeconds))]))],
            [.. inventory.Queue.Select(waiting => new QueuedAnswer(waiting.Session.ToString(), waiting.Priority, waiting.Position, waiting.Reason))]));
    }
}
