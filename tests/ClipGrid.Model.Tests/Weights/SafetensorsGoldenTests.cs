using System.Text.Json;
using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class SafetensorsGoldenTests
{
    [Fact]
    public void Open_AllDtypes_GivesTheReferencesTypesShapesAndBytes()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("formats/all_dtypes.safetensors");
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("formats/all_dtypes.safetensors"));

        Assert.Equal(golden.Keys.Order(StringComparer.Ordinal), file.ByName.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([new("format", "pt"), new("note", "all dtypes")], file.Metadata);
        foreach ((string name, GoldenTensor expected) in golden)
        {
            Assert.Equal(expected.DType, file.ByName[name].Type.ToString());
            Assert.Equal(expected.Shape, file.ByName[name].Shape);
            Assert.Equal(expected.Bytes, file.ReadBytes(name));
        }
    }

    [Fact]
    public void ToFloats_AllFloatTypes_GivesTheReferencesValues()
    {
        using JsonDocument golden = GoldenTensors.LoadJson("formats/all_dtypes.json");
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden("formats/all_dtypes.safetensors"));
        int compared = 0;
        foreach (JsonProperty entry in golden.RootElement.EnumerateObject())
        {
            WeightTensor tensor = file.Tensor(entry.Name);
            if (!tensor.Type.IsFloat())
            {
                Assert.Throws<InvalidOperationException>(() => tensor.ToFloats());
                continue;
            }
            float[] expected = [.. entry.Value.GetProperty("values").EnumerateArray().Select(ToFloat)];
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), tensor.ToFloats().Select(BitConverter.SingleToInt32Bits));
            compared++;
        }
        Assert.Equal(10, compared);
    }

    [Theory]
    [InlineData("ok_unaligned", 2)]
    [InlineData("ok_unsorted_offsets", 2)]
    public void Open_UnusualButValid_IsRead(string name, int tensorCount)
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load($"formats/{name}.safetensors");
        using SafetensorsFile file = SafetensorsFile.Open(Reference.Golden($"formats/{name}.safetensors"));
        Assert.Equal(tensorCount, file.Entries.Length);
        Assert.All(golden, tensor => Assert.Equal(tensor.Value.Bytes, file.ReadBytes(tensor.Key)));
    }

    [Fact]
    [Trait("Check", "45-60")]
    public void Open_EveryBadFile_IsRefusedByName()
    {
        string[] bad = Directory.GetFiles(Reference.Golden("formats"), "bad_*");
        Assert.True(bad.Length >= 14, $"only {bad.Length} bad files were found");
        foreach (string path in bad)
            Assert.Equal(path, Assert.Throws<SafetensorsException>(() => SafetensorsFile.Open(path)).File);
    }

    private static float ToFloat(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString() == "inf" ? float.PositiveInfinity : float.NegativeInfinity
        : (float)value.GetDouble();
}
