using System.Net;
using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Options;
using Orleans.Messaging;

namespace ClipGrid.Contracts.Client;

/// <summary>
/// The silos that a client may go to: all addresses of the endpoints' names, asked for again and again, so that a name that stands for
/// many silos leads to those that are there now.
/// </summary>
internal sealed class GatewayNames(IOptions<ClipGridClientOptions> options) : IGatewayListProvider
{
    private List<IPEndPoint> _last = [];

    /// <inheritdoc/>
    public TimeSpan MaxStaleness => RefreshPeriod;

    /// <inheritdoc/>
    public bool IsUpdatable => true;

    /// <summary>How often names are asked for.</summary>
    public static TimeSpan RefreshPeriod { get; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    /// <inheritdoc/>
    /// <exception cref="GridException">Unavailable: none of the names is known, and none was before.</exception>
    public async Task<IList<Uri>> GetGateways()
    {
        List<IPEndPoint> found = [];
        GridException? unknown = null;
        foreach (GridEndpoint endpoint in GridEndpoints.Parse(options.Value.Endpoint))
            try
            {
                found.AddRange(await endpoint.ResolveAsync().ConfigureAwait(false));
            }
            catch (GridException error)
            {
                // A name service that fails for a moment takes nobody away.
                unknown = error;
            }
        if (found.Count > 0)
            _last = found;
        else if (_last.Count == 0 && unknown is not null)
            throw unknown;
        return [.. _last.Distinct().Select(gateway => gateway.ToGatewayUri())];
    }
}
