using System.Collections.Immutable;

namespace ClipGrid.Grains.Devices;

/// <summary>The runs in this silo's memory. Safe for any number of callers.</summary>
internal interface IRunningSessions
{
    /// <summary>Those that have not ended yet, each with the device that it was given.</summary>
    ImmutableArray<RunningSession> List();
}
