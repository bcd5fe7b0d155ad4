using ClipGrid.Model.Weights;
using ClipGrid.TestKit;
using CsCheck;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class SafetensorsWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("models/vit_w64/openai/model.safetensors")]
    [InlineData("models/vit_w64/hf/model.safetensors")]
    [InlineData("models/vit_w128/hf/model.safetensors")]
    [InlineData("models/vit_w128/open_clip/open_clip_model.safetensors")]
    [InlineData("models/vit_fullvocab/openai/model.safetensors")]
    [InlineData("models/rn_w16/openai/model.safetensors")]
    [InlineData("models/rn_w8/openai/model.safetensors")]
    public void Write_TensorsOfAReferenceFile_GivesThatFileByteForByte(string golden)
    {
        string path = Reference.Golden(golden);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        using var written = new MemoryStream();
        SafetensorsWriter.Write(written, file.Tensors(), file.Metadata, TestContext.Current.CancellationToken);
        Assert.Equal(File.ReadAllBytes(path), written.ToArray());
    }

    [Fact]
    public void Write_AnyTensors_AreReadBackEqualAndInOneOrder()
    {
        Gen<(TensorType Type, long[] Shape)> description = Gen.Select(
            Gen.Enum<TensorType>(), Gen.Long[0, 4].Array[0, 3]);
        Gen<KeyValuePair<string, WeightTensor>> tensor = Gen.Select(Gen.String[1, 12].Where(IsPlainText), description, Gen.Int).Select(
            (name, d, seed) => KeyValuePair.Create(name, RandomTensor(d.Type, d.Shape, seed)));
        tensor.Array[0, 8].Sample(
            tensors =>
            {
                Dictionary<string, WeightTensor> byName = tensors.GroupBy(t => t.Key).ToDictionary(g => g.Key, g => g.First().Value);
                using var forwards = new MemoryStream();
                using var backwards = new MemoryStream();
                SafetensorsWriter.Write(forwards, byName);
                SafetensorsWriter.Write(backwards, byName.Reverse().ToDictionary());
                Assert.Equal(forwards.ToArray(), backwards.ToArray());
                RequireEqual(byName, forwards.ToArray());
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public void Write_ToAPath_ReplacesTheFileAndLeavesNothingElse()
    {
        string path = _folder.Write("model.safetensors", [1, 2, 3]);
        SafetensorsWriter.Write(path, One(), cancellation: TestContext.Current.CancellationToken);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([1f, 2f, 3f], file.Tensor("a").ToFloats());
        Assert.Equal(SafetensorsWriter.TorchMetadata, file.Metadata);
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_FailingSource_LeavesTheOldFileAndNothingElse()
    {
        SafetensorsFile gone = SafetensorsFile.Open(_folder.Write("gone.safetensors", SafetensorsBytes.Of("""{"b":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}""", 3)));
        IReadOnlyDictionary<string, WeightTensor> tensors = gone.Tensors();
        gone.Dispose();
        File.Delete(gone.Path);
        string path = _folder.Write("model.safetensors", [1, 2, 3]);
        Assert.Throws<ObjectDisposedException>(() => SafetensorsWriter.Write(path, tensors, cancellation: TestContext.Current.CancellationToken));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_Cancelled_LeavesNothing()
    {
        string path = _folder.In("model.safetensors");
        Assert.Throws<OperationCanceledException>(() => SafetensorsWriter.Write(path, One(), cancellation: new CancellationToken(canceled: true)));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Write_ReservedName_IsRefused()
    {
        var tensors = new Dictionary<string, WeightTensor> { ["__metadata__"] = WeightTensor.FromFloats([], [1f]) };
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(new MemoryStream(), tensors, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Write_MixedTypes_AlignsHeaderAndTensors()
    {
        var tensors = new Dictionary<string, WeightTensor>
        {
            ["byte"] = WeightTensor.FromBytes(TensorType.U8, [3], new byte[3]),
            ["half"] = WeightTensor.FromFloats([1], [1f], TensorType.F16),
            ["long"] = WeightTensor.FromBytes(TensorType.I64, [], new byte[8]),
        };
        string path = _folder.In("mixed.safetensors");
        SafetensorsWriter.Write(path, tensors, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(0, BitConverter.ToInt64(File.ReadAllBytes(path)) % 8);
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.All(file.Entries, e => Assert.Equal(0, e.Begin % e.Type.ByteSize()));
    }

    public void Dispose() => _folder.Dispose();

    private static Dictionary<string, WeightTensor> One() => new() { ["a"] = WeightTensor.FromFloats([3], [1f, 2f, 3f]) };

    private static bool IsPlainText(string name) => name != "__metadata__" && !name.Any(char.IsSurrogate);

    private static WeightTensor RandomTensor(TensorType type, long[] shape, int seed)
    {
        byte[] bytes = new byte[shape.Aggregate((long)type.ByteSize(), (a, b) => a * b)];
        new Random(seed).NextBytes(bytes);
        return WeightTensor.FromBytes(type, [.. shape], bytes);
    }

    private void RequireEqual(Dictionary<string, WeightTensor> expected, byte[] written)
    {
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write("sample.safetensors", written));
        Assert.Equal(expected.Count, file.Entries.Length);
        foreach ((string name, WeightTensor tensor) in expected)
        {
            Assert.Equal((tensor.Type, tensor.Shape.AsEnumerable()), (file.ByName[name].Type, file.ByName[name].Shape.AsEnumerable()), SameDescription);
            Assert.Equal(tensor.ToBytes(), file.ReadBytes(name));
        }
    }

    private static bool SameDescription((TensorType Type, IEnumerable<long> Shape) a, (TensorType Type, IEnumerable<long> Shape) b) =>
        a.Type == b.Type && a.Shape.SequenceEqual(b.Shape);
}
