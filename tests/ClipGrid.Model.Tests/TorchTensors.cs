using System.Runtime.InteropServices;
using ClipGrid.TestKit;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests;

/// <summary>Golden tensors to torch and back.</summary>
internal static class TorchTensors
{
    internal static Tensor ToTorch(this GoldenTensor golden) => golden.DType switch
    {
        "F32" => tensor(golden.Floats, golden.Shape),
        "I64" => tensor(golden.As<long>(), golden.Shape),
        "F16" => tensor(golden.As<Half>().Select(h => (float)h).ToArray(), golden.Shape),
        "BF16" => tensor(golden.As<ushort>().Select(b => BitConverter.UInt32BitsToSingle((uint)b << 16)).ToArray(), golden.Shape),
        _ => throw new InvalidDataException($"No test needs {golden.DType}."),
    };

    internal static float[] Values(this Tensor value)
    {
        using Tensor plain = value.detach().to_type(ScalarType.Float32).cpu().contiguous();
        return MemoryMarshal.Cast<byte, float>(plain.bytes).ToArray();
    }

    /// <summary>Largest absolute difference at most <paramref name="tolerance"/>.</summary>
    internal static void Close(GoldenTensor expected, Tensor actual, double tolerance, string name)
    {
        Assert.True(expected.Shape.SequenceEqual(actual.shape), $"{name}: shape {string.Join('x', actual.shape)}, golden {string.Join('x', expected.Shape)}");
        Close(expected.Floats, actual.Values(), tolerance, name);
    }

    internal static void Close(float[] expected, float[] actual, double tolerance, string name)
    {
        Assert.Equal(expected.Length, actual.Length);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++)
            worst = Math.Max(worst, double.IsNaN(actual[i]) ? double.PositiveInfinity : Math.Abs(expected[i] - actual[i]));
        Assert.True(worst <= tolerance, $"{name}: off by {worst:g3}, allowed {tolerance:g3}");
    }

    /// <summary>The golden README's rule for features and activations.</summary>
    internal static double FeatureTolerance(GoldenTensor expected) => 1e-5 * Math.Max(2, expected.Floats.Max(Math.Abs));
}
