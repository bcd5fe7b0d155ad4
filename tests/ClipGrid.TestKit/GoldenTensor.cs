using System.Runtime.InteropServices;

namespace ClipGrid.TestKit;

/// <summary>One tensor of a golden safetensors file: raw little-endian bytes, type and shape.</summary>
/// <param name="DType">The type's name in the file: F32, I64, U8…</param>
/// <param name="Shape">Its shape; empty for a scalar.</param>
/// <param name="Bytes">Its row-major data.</param>
public sealed record GoldenTensor(string DType, long[] Shape, byte[] Bytes)
{
    /// <summary>The data as <typeparamref name="T"/>, which must be the file's own type.</summary>
    public T[] As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes).ToArray();

    /// <summary>The data as 32-bit floats; the file must hold F32.</summary>
    public float[] Floats => DType == "F32" ? As<float>() : throw new InvalidDataException($"The golden tensor is {DType}, not F32.");

    /// <summary>The only element of a scalar.</summary>
    public float Scalar => Floats[0];
}
