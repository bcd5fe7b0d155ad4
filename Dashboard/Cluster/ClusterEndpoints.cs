using ClipGrid.Contracts.Client;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClipGrid.Dashboard.Cluster;

/// <summary>The grid itself over HTTP.</summary>
internal static class ClusterEndpoints
{
    public static void MapCluster(this IEndpointRouteBuilder api) =>
        api.MapGet("/cluster", GetAsync).WithTags("Cluster").WithSummary("Release, health and silos of the grid").WithDescription("Checks torch, devices, storage and cluster as the silo that answers sees them.");

    private static async Task<Ok<ClusterAnswer>> GetAsync(ClipGridClient grid, CancellationToken cancellationToken) => TypedResults.Ok(new ClusterAnswer(
        await grid.Cluster.GetVersionAsync(cancellationToken),
        [.. (await grid.Cluster.CheckAsync(cancellationToken)).Select(check => new CheckAnswer(check.Name, check.Status, check.Message, check.Remedy))],
        [.. (await grid.Cluster.GetSilosAsync(cancellationToken)).Select(SiloAnswer.Of)]));
}
