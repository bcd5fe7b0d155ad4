using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Cluster;

/// <summary>Checks the silo that it runs on, and counts the others.</summary>
[StatelessWorker(1)]
internal sealed class DoctorGrain(GridChecks checks, ISiloStatusOracle silos) : Grain, IDoctorGrain
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken)
    {
        // Loading torch takes longer than a turn should.
        ImmutableArray<CheckResult> own = await Task.Run(() => checks.CheckAsync(cancellationToken), cancellationToken);
        // As this silo sees it: the table of members may not answer.
        SiloAddress[] active = silos.GetActiveSilos();
        string members = string.Join(", ", active.Select(silo => silo.Endpoint.ToString()).Order(StringComparer.Ordinal));
        return [.. own, new CheckResult { Name = "cluster", Status = CheckStatus.Good, Message = $"{active.Length} {(active.Length == 1 ? "silo" : "silos")}: {members}" }];
    }

    /// <inheritdoc/>
    public Task<string> GetVersionAsync(CancellationToken cancellationToken) =>
        Task.FromResult(typeof(DoctorGrain).Assembly.GetName().Version!.ToString(3));
}
