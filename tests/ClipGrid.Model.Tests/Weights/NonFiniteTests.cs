using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class NonFiniteTests
{
    [Theory]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.BF16)]
    [InlineData(TensorType.F32)]
    [InlineData(TensorType.F64)]
    public void FindNonFinite_PoisonAnywhere_IsCounted(TensorType type)
    {
        foreach (int length in (int[])[1, 7, 64, 133])
        {
            for (int at = 0; at < length; at++)
            {
                float[] values = new float[length];
                Array.Fill(values, -65_504f);
                values[at] = at % 3 == 0 ? float.NaN : at % 3 == 1 ? float.PositiveInfinity : float.NegativeInfinity;
                var set = new WeightSet([new("clean", WeightTensor.FromFloats([1], [1f])), new("poisoned", WeightTensor.FromFloats([length], values, type))]);
                WeightWarning warning = Assert.Single(set.FindNonFinite(TestContext.Current.CancellationToken));
                Assert.Equal(new WeightWarning("poisoned", 1, length), warning);
            }
        }
    }

    [Fact]
    public void FindNonFinite_EveryHalf_AgreesWithTheRuntime()
    {
        byte[] bytes = [.. Enumerable.Range(0, 65_536).SelectMany(i => BitConverter.GetBytes((ushort)i))];
        var tensor = WeightTensor.FromBytes(TensorType.F16, [65_536], bytes);
        long expected = tensor.ToFloats().LongCount(v => !float.IsFinite(v));
        Assert.Equal(new WeightWarning("all", expected, 65_536), Assert.Single(new WeightSet([new("all", tensor)]).FindNonFinite(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void FindNonFinite_IntegersOfAllBits_AreNoWarning()
    {
        var set = new WeightSet([new("counter", WeightTensor.FromBytes(TensorType.I64, [1], new byte[8].Select(_ => (byte)0xFF).ToArray()))]);
        Assert.Empty(set.FindNonFinite(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void FindNonFinite_MappedFile_WarnsAndNames()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("formats/all_dtypes.safetensors"));
        string[] names = [.. new WeightSet(file.Tensors()).FindNonFinite(TestContext.Current.CancellationToken).Select(w => $"{w.Name} {w.NonFiniteCount}")];
        Assert.Equal(["special_f16 1", "special_f32 2"], names);
    }

    [Theory]
    [InlineData("models/vit_w64/hf/model.safetensors")]
    [InlineData("models/rn_w8/openai/model.safetensors")]
    public void FindNonFinite_GoodModel_IsSilent(string golden)
    {
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden(golden));
        Assert.Empty(WeightSet.Import(file.Tensors()).FindNonFinite(TestContext.Current.CancellationToken));
    }
}
