using System.Runtime.InteropServices;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class FloatConversionTests
{
    // 65,536 is a multiple of every vector; the odd counts go through the scalar tail.
    public static TheoryData<int> Counts => [65_536, 65_535, 65_529, 17, 1, 0];

    [Theory]
    [MemberData(nameof(Counts))]
    public void ToFloats_EveryHalf_EqualsTheRuntimesOwnConversion(int count)
    {
        ushort[] bits = AllBits(count);
        float[] actual = Convert(bits, TensorType.F16);
        for (int i = 0; i < count; i++)
        {
            float expected = (float)BitConverter.UInt16BitsToHalf(bits[i]);
            Assert.True(Same(expected, actual[i]), $"half {bits[i]:X4}: {actual[i]:R} instead of {expected:R}");
        }
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void ToFloats_EveryBFloat16_IsTheUpperHalfOfASingle(int count)
    {
        ushort[] bits = AllBits(count);
        float[] actual = Convert(bits, TensorType.BF16);
        for (int i = 0; i < count; i++)
            Assert.Equal((uint)bits[i] << 16, BitConverter.SingleToUInt32Bits(actual[i]));
    }

    [Theory]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.BF16)]
    public void FromFloats_WhatWasWidened_GivesTheSameBitsBack(TensorType type)
    {
        ushort[] bits = AllBits(65_536);
        float[] wide = Convert(bits, type);
        ushort[] narrow = MemoryMarshal.Cast<byte, ushort>(WeightTensor.FromFloats([wide.Length], wide, type).ToBytes()).ToArray();
        for (int i = 0; i < bits.Length; i++)
            Assert.True(bits[i] == narrow[i] || float.IsNaN(wide[i]), $"{type} {bits[i]:X4} became {narrow[i]:X4}");
    }

    [Theory]
    [InlineData(1.00390625f, 1f)] // halfway between 1 and 1.0078125: to even, down
    [InlineData(1.01171875f, 1.015625f)] // halfway between 1.0078125 and 1.015625: to even, up
    [InlineData(1.0039064f, 1.0078125f)] // just above halfway
    [InlineData(-1.01171875f, -1.015625f)]
    [InlineData(3.4e38f, float.PositiveInfinity)] // beyond the largest bfloat16
    [InlineData(float.NegativeInfinity, float.NegativeInfinity)]
    [InlineData(float.NaN, float.NaN)]
    public void FromFloats_ToBFloat16_RoundsToNearestEven(float value, float expected) =>
        Assert.Equal(expected, WeightTensor.FromFloats([1], [value], TensorType.BF16).ToFloats()[0]);

    [Fact]
    public void FromFloats_NaNWithFullMantissa_StaysNaN()
    {
        float nan = BitConverter.UInt32BitsToSingle(0x7FFF_FFFF);
        Assert.True(float.IsNaN(WeightTensor.FromFloats([1], [nan], TensorType.BF16).ToFloats()[0]));
    }

    [Fact]
    public void ToFloats_Doubles_AreRounded() =>
        Assert.Equal([0.1f, -1e30f], WeightTensor.FromBytes(TensorType.F64, [2], MemoryMarshal.AsBytes<double>([0.1, -1e30]).ToArray()).ToFloats());

    [Fact]
    public void FromFloats_ToIntegers_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WeightTensor.FromFloats([1], [1f], TensorType.I64));

    [Fact]
    public void FromFloats_WrongCount_IsRefused() =>
        Assert.Throws<ArgumentException>(() => WeightTensor.FromFloats([2, 2], [1f, 2f, 3f]));

    private static ushort[] AllBits(int count) => [.. Enumerable.Range(0, count).Select(i => (ushort)i)];

    private static float[] Convert(ushort[] bits, TensorType type) =>
        WeightTensor.FromBytes(type, [bits.Length], MemoryMarshal.AsBytes(bits.AsSpan()).ToArray()).ToFloats();

    private static bool Same(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));
}
