namespace ClipGrid.Model.Weights;

/// <summary>Facts about a <see cref="TensorType"/>.</summary>
public static class TensorTypeExtensions
{
    /// <summary>Bytes of one element: 1, 2, 4 or 8.</summary>
    /// <param name="type">The element type.</param>
    public static int ByteSize(this TensorType type) => type switch
    {
        TensorType.BOOL or TensorType.U8 or TensorType.I8 => 1,
        TensorType.F8_E5M2 or TensorType.F8_E4M3 or TensorType.F8_E8M0 => 1,
        TensorType.I16 or TensorType.U16 or TensorType.F16 or TensorType.BF16 => 2,
        TensorType.I32 or TensorType.U32 or TensorType.F32 => 4,
        TensorType.C64 or TensorType.F64 or TensorType.I64 or TensorType.U64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of the safetensors format."),
    };

    /// <summary>True for the types that <see cref="WeightTensor.CopyTo(Span{float})"/> converts: F16, BF16, F32, F64.</summary>
    /// <param name="type">The element type.</param>
    public static bool IsFloat(this TensorType type) =>
        type is TensorType.F16 or TensorType.BF16 or TensorType.F32 or TensorType.F64;
}
