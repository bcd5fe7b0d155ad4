using System.Collections.Immutable;

namespace ClipGrid.Contracts.Client;

/// <summary>Silos' gateways as a person writes them: host:port, or several with commas between them.</summary>
internal static class GridEndpoints
{
    /// <summary>Reads them; empty where one of them is none.</summary>
    public static ImmutableArray<GridEndpoint> Parse(string? text)
    {
        ImmutableArray<GridEndpoint>.Builder endpoints = ImmutableArray.CreateBuilder<GridEndpoint>();
        foreach (string part in (text ?? "").Split(',', StringSplitOptions.TrimEntries))
        {
            if (!GridEndpoint.TryParse(part, out GridEndpoint endpoint))
                return [];
            endpoints.Add(endpoint);
        }
        return endpoints.ToImmutable();
    }
}
