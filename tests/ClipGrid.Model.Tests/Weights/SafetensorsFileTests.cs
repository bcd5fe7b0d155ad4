using System.Text;
using ClipGrid.Model.Weights;
using Xunit;

namespace ClipGrid.Model.Tests.Weights;

public sealed class SafetensorsFileTests : IDisposable
{
    private const string TwoTensors = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}""";
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Read_MappedBytes_AreThoseOfTheFile()
    {
        byte[] bytes = SafetensorsBytes.Of(TwoTensors, 11);
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write("a.safetensors", bytes));
        file.Read("b", bytes[^3..], static (span, expected) => Assert.Equal(expected, span));
        Assert.Equal(bytes[^11..^3], file.ReadBytes("a"));
    }

    [Fact]
    public void ReadBytes_UnknownTensor_NamesFileAndTensor()
    {
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write("a.safetensors", SafetensorsBytes.Of(TwoTensors, 11)));
        SafetensorsException error = Assert.Throws<SafetensorsException>(() => file.ReadBytes("c"));
        Assert.Equal(("c", file.Path), (error.Tensor, error.File));
    }

    [Fact]
    public void CopyTo_WrongLength_IsRefused()
    {
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write("a.safetensors", SafetensorsBytes.Of(TwoTensors, 11)));
        Assert.Throws<ArgumentException>(() => file.Tensor("a").CopyTo(new byte[7]));
        Assert.Throws<ArgumentException>(() => file.Tensor("a").CopyTo(new float[3]));
    }

    [Fact]
    public void CopyTo_AfterDispose_ThrowsInsteadOfTouchingUnmappedMemory()
    {
        SafetensorsFile file = SafetensorsFile.Open(_folder.Write("a.safetensors", SafetensorsBytes.Of(TwoTensors, 11)));
        WeightTensor tensor = file.Tensor("a");
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor.ToBytes());
    }

    [Fact]
    public void Dispose_DuringARead_WaitsForItsEnd()
    {
        byte[] bytes = SafetensorsBytes.Of(TwoTensors, 11);
        SafetensorsFile file = SafetensorsFile.Open(_folder.Write("a.safetensors", bytes));
        file.Read("b", (file, bytes), static (span, state) =>
        {
            state.file.Dispose();
            Assert.Equal(state.bytes.AsSpan()[^3..], span);
        });
        Assert.Throws<ObjectDisposedException>(() => file.ReadBytes("b"));
    }

    [Fact]
    public void ReadBytes_FromManyThreads_AlwaysGivesTheSame()
    {
        byte[] bytes = SafetensorsBytes.Of(TwoTensors, 11);
        using SafetensorsFile file = SafetensorsFile.Open(_folder.Write("a.safetensors", bytes));
        Parallel.For(0, 2_000, _ =>
        {
            Assert.Equal(bytes[^11..^3], file.ReadBytes("a"));
            Assert.Equal(bytes[^3..], file.ReadBytes("b"));
        });
    }

    [Fact]
    public void Open_FileOfManyGigabytes_ReadsBehindTheFourthAndRefusesAnOversizedTensor()
    {
        const long big = 5_000_000_000;
        byte[] header = Encoding.UTF8.GetBytes($$$"""{"big":{"dtype":"U8","shape":[{{{big}}}],"data_offsets":[0,{{{big}}}]},"last":{"dtype":"F32","shape":[2],"data_offsets":[{{{big}}},{{{big + 8}}}]}}""");
        string path = _folder.In("big.safetensors");
        // The middle is a hole: the file takes a few kilobytes of disk.
        using (FileStream stream = File.Create(path))
        {
            stream.Write(BitConverter.GetBytes((long)header.Length));
            stream.Write(header);
            stream.Position = 8 + header.Length + big;
            stream.Write(BitConverter.GetBytes(1.5f));
            stream.Write(BitConverter.GetBytes(-2.5f));
        }
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal([1.5f, -2.5f], file.Tensor("last").ToFloats());
        Assert.Contains("5000000000 bytes", Assert.Throws<SafetensorsException>(() => file.ReadBytes("big")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_MissingFile_IsAnOrdinaryIoError() =>
        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open(_folder.In("none.safetensors")));

    public void Dispose() => _folder.Dispose();
}
