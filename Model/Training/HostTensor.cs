using System.Collections.Immutable;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>A copy of a tensor in host memory.</summary>
internal sealed record HostTensor(ScalarType Type, ImmutableArray<long> Shape, byte[] Bytes)
{
    internal static HostTensor Of(Tensor value)
    {
        using Tensor host = value.detach().cpu();
        using Tensor plain = host.contiguous();
        return new HostTensor(plain.dtype, [.. plain.shape], plain.bytes.ToArray());
    }

    /// <summary>Overwrites <paramref name="target"/>, which must have this shape.</summary>
    internal void CopyTo(Tensor target)
    {
        using var frozen = no_grad();
        using Tensor host = empty(Shape.AsSpan().ToArray(), dtype: Type);
        Bytes.CopyTo(host.bytes);
        target.copy_(host);
    }
}
