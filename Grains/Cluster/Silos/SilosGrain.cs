using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>Asks the silos for callers that reach one of them only. It has no state, so that its calls interleave (the interface says so).</summary>
[StatelessWorker]
internal sealed class SilosGrain(IClusterMembershipService membership, SiloServiceClient voices, SiloCall calls) : Grain, ISilosGrain
{
    private IEnumerable<SiloMember> Members => membership.CurrentSnapshot.Members.Values.Select(member => new SiloMember(member.SiloAddress, SiloMember.StateOf(member.Status)));

    /// <inheritdoc/>
    public Task<ImmutableArray<SiloInfo>> GetAsync(CancellationToken cancellationToken) =>
        new SiloList(calls, (silo, token) => voices.On(silo).ReportAsync(token)).DescribeAsync(Members, cancellationToken);

    /// <inheritdoc/>
    public Task<LogPage> GetLogAsync(string silo, long afterNumber, int top, CancellationToken cancellationToken)
    {
        LogRing.Check(afterNumber, top);
        return AskAsync(silo, (voice, token) => voice.ReadLogAsync(afterNumber, top, token), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ConfigurationEntry>> GetConfigurationAsync(string silo, CancellationToken cancellationToken) =>
        AskAsync(silo, (voice, token) => voice.ReadConfigurationAsync(token), cancellationToken);

    private Task<T> AskAsync<T>(string silo, Func<ISiloService, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        SiloMember member = Members.FirstOrDefault(member => member.Name == silo)
            ?? throw new GridException(GridProblem.NotFound, $"There is no silo {GridName.Shown(silo)}: list the silos for their names, which change when they start.");
        return member.State == SiloState.Dead
            ? throw new GridException(GridProblem.Unavailable, $"Silo {silo} has ended, and what it knew is gone with it: ask another one.")
            : calls.RunAsync(silo, token => ask(voices.On(member.Silo), token), cancellationToken);
    }
}
