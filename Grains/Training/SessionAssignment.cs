using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Training;

/// <summary>What a silo is told to run.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionAssignment")]
internal sealed record SessionAssignment
{
    /// <summary>The session.</summary>
    [Id(0)]
    public required SessionId Session { get; init; }

    /// <summary>Which of its runs this is.</summary>
    [Id(1)]
    public required long Attempt { get; init; }

    /// <summary>What to train; data set and base fixed to versions.</summary>
    [Id(2)]
    public required SessionSpecification Specification { get; init; }

    /// <summary>On which device.</summary>
    [Id(3)]
    public required DeviceSlot Host { get; init; }

    /// <summary>Factor on the specification's learning rate.</summary>
    [Id(4)]
    public double RateFactor { get; init; } = 1;

    /// <summary>Goes on even where the arithmetic is another.</summary>
    [Id(5)]
    public bool AllowsInexact { get; init; }

    /// <summary>Ends the training where it is, as if all steps were done.</summary>
    [Id(6)]
    public bool IsStopping { get; init; }

    /// <summary>Checkpoints of this step or later do not count any more, or null.</summary>
    [Id(7)]
    public long? BeforeStep { get; init; }

    /// <summary>The session's place among those who wait for devices.</summary>
    [Id(8)]
    public long Ticket { get; init; }

    /// <summary>Memory that each of its devices needs.</summary>
    [Id(9)]
    public long NeededBytes { get; init; }
}
