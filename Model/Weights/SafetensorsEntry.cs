using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>One tensor as a safetensors header lists it.</summary>
public sealed record SafetensorsEntry
{
    /// <summary>The tensor's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its element type.</summary>
    public required TensorType Type { get; init; }

    /// <summary>Its shape; empty for a scalar.</summary>
    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>First byte, counted from the end of the header.</summary>
    public required long Begin { get; init; }

    /// <summary>The byte after the last one, counted from the end of the header.</summary>
    public required long End { get; init; }

    /// <summary>Bytes of the tensor.</summary>
    public long ByteCount => End - Begin;
}
