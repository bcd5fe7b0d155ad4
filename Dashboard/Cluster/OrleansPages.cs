namespace ClipGrid.Dashboard.Cluster;

/// <summary>The Orleans dashboard, which a silo may mount beside the pages: the runtime's own counters of grains and calls.</summary>
public static class OrleansPages
{
    /// <summary>Its path, without a slash at the end.</summary>
    public const string Path = "/cluster/orleans";

    /// <summary>Its address: links in its page are relative to it.</summary>
    internal const string Address = Path + "/";

    /// <summary>Whether this process serves it.</summary>
    internal static bool IsMounted(EndpointDataSource endpoints) =>
        endpoints.Endpoints.OfType<RouteEndpoint>().Any(endpoint => $"/{endpoint.RoutePattern.RawText?.TrimStart('/')}".StartsWith(Path, StringComparison.Ordinal));
}
