using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>A tensor whose shape is not the network's.</summary>
/// <param name="Name">The tensor's canonical name.</param>
/// <param name="Expected">The network's shape.</param>
/// <param name="Actual">The checkpoint's shape.</param>
public sealed record MisshapedWeight(string Name, ImmutableArray<long> Expected, ImmutableArray<long> Actual)
{
    /// <summary>The mismatch in a few words.</summary>
    public override string ToString() => $"{Name} [{string.Join(", ", Actual)}] instead of [{string.Join(", ", Expected)}]";
}
