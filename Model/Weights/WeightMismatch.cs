using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>All differences between a checkpoint and a network, together. Names are canonical and in ordinal order.</summary>
public sealed record WeightMismatch
{
    /// <summary>What the network needs and the checkpoint lacks.</summary>
    public required ImmutableArray<string> Missing { get; init; }

    /// <summary>What the checkpoint has and the network does not know.</summary>
    public required ImmutableArray<string> Unexpected { get; init; }

    /// <summary>What both have, in different shapes.</summary>
    public required ImmutableArray<MisshapedWeight> Misshaped { get; init; }

    /// <summary>True if checkpoint and network fit.</summary>
    public bool IsEmpty => Missing.IsEmpty && Unexpected.IsEmpty && Misshaped.IsEmpty;
}
