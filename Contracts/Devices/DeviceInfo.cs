using System.Collections.Immutable;

namespace ClipGrid.Contracts.Devices;

/// <summary>A device of a silo.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.DeviceInfo")]
public sealed record DeviceInfo
{
    /// <summary>Its silo, as <c>127.0.0.1:11111@1</c>.</summary>
    [Id(0)]
    public required string Silo { get; init; }

    /// <summary>Its number among the silo's devices of its kind, from 0.</summary>
    [Id(1)]
    public required int Number { get; init; }

    /// <summary>Its kind.</summary>
    [Id(2)]
    public required DeviceKind Kind { get; init; }

    /// <summary>Its name, for example "NVIDIA H100".</summary>
    [Id(3)]
    public required string Name { get; init; }

    /// <summary>Its memory in bytes.</summary>
    [Id(4)]
    public required long MemoryBytes { get; init; }

    /// <summary>Who has it; empty where it is free.</summary>
    [Id(5)]
    public ImmutableArray<DeviceLease> Leases { get; init; } = [];
}
