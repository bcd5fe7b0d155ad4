using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Cluster;

/// <summary>Checks the silo that it runs on, and counts the others.</summary>
[StatelessWorker(1)]
internal sealed class DoctorGrain(GridChecks checks, IGrainFactory grains) : Grain, IDoctorGrain
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken)
    {
        // Loading torch takes longer than a turn should.
        ImmutableArray<CheckResult> own = await Task.Run(() => checks.CheckAsync(cancellationToken), cancellationToken);
        Dictionary<SiloAddress, SiloStatus> silos = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken);
        string members = string.Join(", ", silos.Keys.Select(silo => silo.Endpoint.ToString()).Order(StringComparer.Ordinal));
        return [.. own, new CheckResult { Name = "cluster", Status = CheckStatus.Good, Message = $"{silos.Count} {(silos.Count == 1 ? "silo" : "silos")}: {members}" }];
    }

    /// <inheritdoc/>
    public Task<string> GetVersionAsync(CancellationToken cancellationToken) =>
        Task.FromResult(typeof(DoctorGrain).Assembly.GetName().Version!.ToString(3));
}
