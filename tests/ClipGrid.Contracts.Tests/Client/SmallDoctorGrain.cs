using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>Says a release.</summary>
internal sealed class SmallDoctorGrain(SmallGridMemory memory) : Grain, IDoctorGrain
{
    public Task<ImmutableArray<CheckResult>> CheckAsync(CancellationToken cancellationToken) =>
        throw new InvalidOperationException("The doctor is ill.");

    public Task<string> GetVersionAsync(CancellationToken cancellationToken) => Task.FromResult(memory.Release);
}
