using System.Runtime.InteropServices;
using ClipGrid.Model.Weights;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Tensors of a device to host memory and back.</summary>
internal static class HostCopies
{
    /// <summary>A copy of the values, in the tensor's own type.</summary>
    internal static WeightTensor ToHost(this Tensor value)
    {
        using Tensor detached = value.detach();
        using Tensor host = detached.cpu();
        using Tensor plain = host.contiguous();
        return WeightTensor.FromBytes(TypeOf(plain.dtype), [.. plain.shape], plain.bytes.ToArray());
    }

    /// <summary>Overwrites <paramref name="target"/>, which has the source's shape, converting floats to its type.</summary>
    internal static void CopyTo(this WeightTensor source, Tensor target)
    {
        using var frozen = no_grad();
        using Tensor host = source.Type.IsFloat() ? Floats(source) : Bytes(source);
        target.copy_(host);
    }

    private static Tensor Floats(WeightTensor source)
    {
        Tensor host = empty(source.Shape.AsSpan().ToArray());
        source.CopyTo(MemoryMarshal.Cast<byte, float>(host.bytes));
        return host;
    }

    private static Tensor Bytes(WeightTensor source)
    {
        Tensor host = empty(source.Shape.AsSpan().ToArray(), dtype: source.Type switch
        {
            TensorType.I64 => ScalarType.Int64,
            TensorType.I32 => ScalarType.Int32,
            TensorType.U8 => ScalarType.Byte,
            _ => throw new NotSupportedException($"No part of a network is stored as {source.Type}."),
        });
        source.CopyTo(host.bytes);
        return host;
    }

    private static TensorType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => TensorType.F32,
        ScalarType.Float16 => TensorType.F16,
        ScalarType.BFloat16 => TensorType.BF16,
        ScalarType.Int64 => TensorType.I64,
        ScalarType.Byte => TensorType.U8,
        _ => throw new NotSupportedException($"No part of a network is stored as {type}."),
    };
}
