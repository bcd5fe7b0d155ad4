using System.Runtime.InteropServices;
using ClipGrid.Model.Weights;
using TorchSharp;
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

    /// <summary>Copies the values, in the tensor's own type, row-major.</summary>
    /// <param name="value">Any tensor.</param>
    /// <param name="target">Exactly as many bytes as it has.</param>
    internal static void CopyBytesTo(this Tensor value, Span<byte> target)
    {
        using Tensor detached = value.detach();
        using Tensor host = detached.cpu();
        using Tensor plain = host.contiguous();
        plain.bytes.CopyTo(target);
    }

    /// <summary>Overwrites the values with bytes of <see cref="CopyBytesTo"/>.</summary>
    /// <param name="target">A contiguous tensor.</param>
    /// <param name="source">Exactly as many bytes as it has.</param>
    internal static void CopyBytesFrom(this Tensor target, ReadOnlySpan<byte> source)
    {
        using var frozen = no_grad();
        if (target.device_type == DeviceType.CPU)
        {
            source.CopyTo(target.bytes);
            return;
        }
        using Tensor host = empty(target.shape, dtype: target.dtype);
        source.CopyTo(host.bytes);
        target.copy_(host);
    }

    /// <summary>A copy of a float32 tensor's values.</summary>
    internal static float[] ToHostFloats(this Tensor value)
    {
        float[] values = new float[value.numel()];
        value.CopyBytesTo(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
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
