using System.Collections.Immutable;
using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Tests.Devices;

/// <summary>What a test's silo says that it runs.</summary>
internal sealed class StillSessions : IRunningSessions
{
    private volatile RunningSession[] _runs = [];

    public void Set(params RunningSession[] runs) => _runs = runs;

    public ImmutableArray<RunningSession> List() => [.. _runs];
}
