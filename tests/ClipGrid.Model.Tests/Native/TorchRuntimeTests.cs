using ClipGrid.Model.Native;
using TorchSharp;
using Xunit;

namespace ClipGrid.Model.Tests.Native;

public sealed class TorchRuntimeTests
{
    [Fact]
    public void EnsureLoaded_CalledTwice_LeavesTorchReady()
    {
        TorchRuntime.EnsureLoaded();
        TorchRuntime.EnsureLoaded();

        using torch.Tensor two = torch.ones(2).sum();
        Assert.Equal(2f, two.item<float>());
    }

    [Fact]
    public void Describe_CpuBuild_SaysVersionThreadsAndDevices()
    {
        TorchDescription described = TorchRuntime.Describe();

        Assert.Equal("2.10.0", described.LibtorchVersion);
        Assert.Equal(torch.get_num_threads(), described.ThreadCount);
        Assert.Contains(described.CpuCapability, new[] { "AVX512", "AVX2", "DEFAULT" });
        Assert.Equal("cpu", described.Devices[0]);
        Assert.StartsWith("libtorch 2.10.0 on cpu", described.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void LoadLibrary_EmptyFolder_SaysHowToGetIt()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-");
        try
        {
            var thrown = Assert.Throws<TorchLoadException>(() => TorchRuntime.LoadLibrary(folder.FullName));

            Assert.Equal("libLibTorchSharp.so", thrown.Library);
            Assert.Contains(folder.FullName, thrown.Message, StringComparison.Ordinal);
            Assert.Contains("CarriesTorch", thrown.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void LoadLibrary_CutOffFile_SaysThatItIsNotWhole()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "libLibTorchSharp.so"), [0x7f, (byte)'E', (byte)'L', (byte)'F']);

            var thrown = Assert.Throws<TorchLoadException>(() => TorchRuntime.LoadLibrary(folder.FullName));

            Assert.Contains("not a whole library", thrown.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', thrown.Message);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
