using System.Collections.Immutable;

namespace ClipGrid.Model.Weights;

/// <summary>
/// One named array of a checkpoint without its name: element type, shape, and bytes that are produced on demand. Splitting,
/// stacking and transposing move bytes and never change a value, so a tensor goes through any layout and back unharmed.
/// Immutable and safe from several threads.
/// </summary>
public abstract class WeightTensor
{
    private protected WeightTensor(TensorType type, ImmutableArray<long> shape)
    {
        Type = type;
        Shape = shape;
        ElementCount = shape.Aggregate(1L, static (product, side) => checked(product * side));
    }

    /// <summary>The stored element type.</summary>
    public TensorType Type { get; }

    /// <summary>The shape; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Number of elements; 1 for a scalar.</summary>
    public long ElementCount { get; }

    /// <summary>Number of stored bytes.</summary>
    public long ByteCount => checked(ElementCount * Type.ByteSize());

    /// <summary>A tensor over little-endian, row-major bytes, which are not copied and must not change.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="bytes">Exactly the bytes that type and shape ask for.</param>
    /// <exception cref="ArgumentException">The number of bytes differs.</exception>
    public static WeightTensor FromBytes(TensorType type, ImmutableArray<long> shape, ReadOnlyMemory<byte> bytes) =>
        new MemoryTensor(type, shape, bytes);

    /// <summary>A tensor of numbers, rounded to <paramref name="type"/> (nearest, ties to even).</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="values">Row-major values, as many as the shape has elements.</param>
    /// <param name="type">The type to store: F32, F16, BF16 or F64.</param>
    /// <exception cref="ArgumentException">The number of values differs, or the type is no float.</exception>
    public static WeightTensor FromFloats(ImmutableArray<long> shape, ReadOnlySpan<float> values, TensorType type = TensorType.F32)
    {
        byte[] bytes = new byte[checked(values.Length * type.ByteSize())];
        FloatConversion.FromFloats(values, type, bytes);
        return new MemoryTensor(type, shape, bytes);
    }

    /// <summary>Copies the little-endian, row-major bytes.</summary>
    /// <param name="destination">Exactly <see cref="ByteCount"/> bytes.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="SafetensorsException">The tensor lies in a file and is larger than 2 GiB - 1.</exception>
    /// <exception cref="ObjectDisposedException">The tensor lies in a file that was disposed.</exception>
    public void CopyTo(Span<byte> destination)
    {
        if (destination.Length != ByteCount)
            throw new ArgumentException($"The tensor has {ByteCount} bytes, the destination {destination.Length}.", nameof(destination));
        CopyBytes(destination);
    }

    /// <summary>Copies the elements, converted to 32-bit floats (exactly, except from F64).</summary>
    /// <param name="destination">Exactly <see cref="ElementCount"/> floats.</param>
    /// <exception cref="ArgumentException">The destination has another length.</exception>
    /// <exception cref="InvalidOperationException">The element type is no float.</exception>
    /// <exception cref="SafetensorsException">The tensor lies in a file and is larger than 2 GiB - 1.</exception>
    /// <exception cref="ObjectDisposedException">The tensor lies in a file that was disposed.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length != ElementCount)
            throw new ArgumentException($"The tensor has {ElementCount} elements, the destination {destination.Length}.", nameof(destination));
        if (!Type.IsFloat())
            throw new InvalidOperationException($"A tensor of {Type} holds no floats: only F32, F16, BF16 and F64 are converted; read its bytes instead.");
        CopyFloats(destination);
    }

    /// <summary>The little-endian, row-major bytes in a new array.</summary>
    /// <exception cref="SafetensorsException">The tensor lies in a file and is larger than 2 GiB - 1.</exception>
    /// <exception cref="ObjectDisposedException">The tensor lies in a file that was disposed.</exception>
    public byte[] ToBytes()
    {
        if (ByteCount > Array.MaxLength)
            throw TooLarge();
        byte[] bytes = new byte[ByteCount];
        CopyBytes(bytes);
        return bytes;
    }

    /// <summary>The elements, converted to 32-bit floats, in a new array.</summary>
    /// <exception cref="InvalidOperationException">The element type is no float.</exception>
    /// <exception cref="SafetensorsException">The tensor lies in a file and is larger than 2 GiB - 1.</exception>
    /// <exception cref="ObjectDisposedException">The tensor lies in a file that was disposed.</exception>
    public float[] ToFloats()
    {
        if (ByteCount > Array.MaxLength)
            throw TooLarge();
        float[] values = new float[ElementCount];
        CopyTo(values);
        return values;
    }

    /// <summary>Writes the little-endian, row-major bytes.</summary>
    /// <param name="stream">Receives <see cref="ByteCount"/> bytes.</param>
    public virtual void WriteTo(Stream stream) => stream.Write(ToBytes());

    /// <summary>Number of NaN and infinite elements; 0 for types that are no floats.</summary>
    internal virtual long CountNonFinite() => NonFiniteValues.Count(ToBytes(), Type);

    internal virtual WeightTensor Transposed() => new TransposedTensor(this);

    internal virtual WeightTensor Rows(long start, long count) => new RowsTensor(this, start, count);

    /// <summary>The error for a tensor that fits into no array.</summary>
    private protected virtual Exception TooLarge() =>
        new InvalidOperationException($"A tensor of {ByteCount} bytes fits into no array: {Array.MaxLength} bytes are the most.");

    private protected abstract void CopyBytes(Span<byte> destination);

    private protected virtual void CopyFloats(Span<float> destination) => FloatConversion.ToFloats(ToBytes(), Type, destination);
}
