using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Cluster.Silos;

/// <summary>The silos as membership knows them, with what each says of itself. Safe for any number of callers.</summary>
/// <param name="calls">Bounds how long a silo is waited for.</param>
/// <param name="ask">Asks a silo for its report.</param>
internal sealed class SiloList(SiloCall calls, Func<SiloAddress, CancellationToken, Task<SiloReport>> ask)
{
    // Membership remembers those that have ended for days.
    private const int MostDead = 20;

    /// <summary>All of them, asked at once; of those that have ended the newest.</summary>
    public async Task<ImmutableArray<SiloInfo>> DescribeAsync(IEnumerable<SiloMember> members, CancellationToken cancellationToken)
    {
        ILookup<bool, SiloMember> byDeath = members.ToLookup(member => member.State == SiloState.Dead);
        IEnumerable<SiloMember> listed = byDeath[false].Concat(byDeath[true].OrderByDescending(member => member.Silo.Generation).Take(MostDead));
        SiloInfo[] silos = await Task.WhenAll(listed.OrderBy(member => member.Name, StringComparer.Ordinal).Select(member => DescribeAsync(member, cancellationToken))).ConfigureAwait(false);
        return [.. silos];
    }

    private async Task<SiloInfo> DescribeAsync(SiloMember member, CancellationToken cancellationToken)
    {
        SiloInfo known = new() { Name = member.Name, Address = member.Silo.Endpoint.ToString(), State = member.State };
        if (member.State is SiloState.Dead or SiloState.Joining)
            return known with { Missing = member.State == SiloState.Dead ? "It has ended, or the others gave it up: start it again if it is missed." : "It is starting: ask again in a moment." };
        try
        {
            SiloReport report = await calls.RunAsync(member.Name, token => ask(member.Silo, token), cancellationToken).ConfigureAwait(false);
            return known with
            {
                Version = report.Version,
                Role = report.Role,
                StartedAt = report.StartedAt,
                ResidentBytes = report.ResidentBytes,
                MachineBytes = report.MachineBytes,
                ProcessorCount = report.ProcessorCount,
                ProcessorShare = report.ProcessorShare,
                Torch = report.Torch,
                ActivationCount = report.ActivationCount,
                PartitionCount = report.PartitionCount,
            };
        }
        catch (GridException error)
        {
            return known with { Missing = error.Message };
        }
    }
}
