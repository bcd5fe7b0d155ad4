using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Dashboard.Cluster;

/// <summary>A silo; what it says of itself is null where it does not answer.</summary>
internal sealed record SiloAnswer
{
    /// <summary>Its name; another one after each start.</summary>
    public required string Name { get; init; }

    /// <summary>Where other silos reach it.</summary>
    public required string Address { get; init; }

    /// <summary>How it takes part.</summary>
    public required SiloState State { get; init; }

    /// <summary>Why the rest is null, or null.</summary>
    public string? Missing { get; init; }

    /// <summary>Its release.</summary>
    public string? Version { get; init; }

    /// <summary>When it started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Memory that its process has, in bytes.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>Memory of its machine, in bytes.</summary>
    public long? MachineBytes { get; init; }

    /// <summary>Processors that it may use.</summary>
    public int? ProcessorCount { get; init; }

    /// <summary>Its torch in a line.</summary>
    public string? Torch { get; init; }

    /// <summary>Of the SDK's.</summary>
    public static SiloAnswer Of(SiloInfo silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        return new SiloAnswer
        {
            Name = silo.Name,
            Address = silo.Address,
            State = silo.State,
            Missing = silo.Missing,
            Version = silo.Version,
            StartedAt = silo.StartedAt,
            ResidentBytes = silo.ResidentBytes,
            MachineBytes = silo.MachineBytes,
            ProcessorCount = silo.ProcessorCount,
            Torch = silo.Torch,
        };
    }
}
