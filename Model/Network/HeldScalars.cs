using TorchSharp;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>
/// Operations with a number, safe from the garbage collector. TorchSharp 0.107 turns a number into a temporary <see cref="Scalar"/>
/// of which only the handle goes to native code: a collection during the call may free it, and the operation fails or reads
/// garbage. Here the scalar is held until the call returns. Delete when TorchSharp keeps its implicit scalars alive.
/// </summary>
internal static class HeldScalars
{
    private static readonly Scalar One = 1;

    /// <summary>Adds in place; even this has a hidden scalar, the factor 1.</summary>
    internal static Tensor Plus_(this Tensor target, Tensor other) => target.add_(other, One);

    /// <summary>A sum; an operator would hide the same scalar.</summary>
    internal static Tensor Plus(this Tensor value, Tensor other) => value.add(other, One);

    /// <summary>Adds a multiple in place.</summary>
    internal static Tensor Plus_(this Tensor target, Tensor other, double factor)
    {
        using Scalar held = factor;
        return target.add_(other, held);
    }

    /// <summary>Adds a number in place.</summary>
    internal static Tensor Plus_(this Tensor target, double number)
    {
        using Scalar held = number;
        return target.add_(held, One);
    }

    /// <summary>Adds an integer in place; integer tensors take nothing else.</summary>
    internal static Tensor Plus_(this Tensor target, long number)
    {
        using Scalar held = number;
        return target.add_(held, One);
    }

    /// <summary>Multiplies by a number in place.</summary>
    internal static Tensor Times_(this Tensor target, double number)
    {
        using Scalar held = number;
        return target.mul_(held);
    }

    /// <summary>Sets every element.</summary>
    internal static Tensor Fill_(this Tensor target, double number)
    {
        using Scalar held = number;
        return target.fill_(held);
    }

    /// <summary>Keeps every element between two numbers, in place.</summary>
    internal static Tensor Clamp_(this Tensor target, double low, double high)
    {
        using Scalar heldLow = low, heldHigh = high;
        return target.clamp_(heldLow, heldHigh);
    }

    /// <summary>A multiple.</summary>
    internal static Tensor Times(this Tensor value, double number)
    {
        using Scalar held = number;
        return value.mul(held);
    }

    /// <summary>A copy with <paramref name="number"/> where the mask is true.</summary>
    internal static Tensor WithMasked(this Tensor value, Tensor mask, double number)
    {
        using Scalar held = number;
        return value.masked_fill(mask, held);
    }

    /// <summary>The integers from <paramref name="start"/> to <paramref name="stop"/> - 1.</summary>
    internal static Tensor Integers(long start, long stop, Device device)
    {
        using Scalar heldStart = start, heldStop = stop, step = 1L;
        return arange(heldStart, heldStop, step, dtype: ScalarType.Int64, device: device);
    }
}
