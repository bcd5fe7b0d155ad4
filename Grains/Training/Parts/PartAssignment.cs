using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>What a silo is told to compute for a run elsewhere.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.PartAssignment")]
internal sealed record PartAssignment
{
    /// <summary>The session.</summary>
    [Id(0)]
    public required SessionId Session { get; init; }

    /// <summary>Which of its runs.</summary>
    [Id(1)]
    public required long Attempt { get; init; }

    /// <summary>Which part, from 1.</summary>
    [Id(2)]
    public required int Part { get; init; }

    /// <summary>What is trained; data set and base fixed to versions.</summary>
    [Id(3)]
    public required SessionSpecification Specification { get; init; }

    /// <summary>On which device.</summary>
    [Id(4)]
    public required DeviceSlot Host { get; init; }

    /// <summary>Names it among all.</summary>
    public PartKey Key => new(Session, Attempt, Part);
}
