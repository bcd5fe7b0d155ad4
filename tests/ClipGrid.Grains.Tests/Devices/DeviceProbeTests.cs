using System.Collections.Immutable;
using System.Diagnostics;
using ClipGrid.Contracts.Devices;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Tests.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Devices;

public sealed class DeviceProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parse_OutputOfTheTool_GivesNamesAndMemory() => Assert.Equal(
        [new Gpu("NVIDIA H100 80GB HBM3", 81559L << 20), new Gpu("NVIDIA GB10", 0), new Gpu("Odd, name", 24576L << 20)],
        NvidiaSmi.Parse("NVIDIA H100 80GB HBM3, 81559\nNVIDIA GB10, [N/A]\r\nOdd, name, 24576\n\n"));

    [Theory]
    [InlineData("")]
    [InlineData("No devices were found\n")]
    public void Parse_NoGpu_GivesNone(string output) => Assert.Empty(NvidiaSmi.Parse(output));

    [Theory]
    [InlineData("echo 'NVIDIA A10, 23028'", 1)]
    [InlineData("echo 'NVIDIA A10, 23028'; exit 9", 0)]
    [InlineData("echo 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver' >&2; exit 9", 0)]
    public async Task Ask_AToolThatAnswersOrFails_GivesWhatItSays(string script, int count) =>
        Assert.Equal(count, (await Tool(script, TimeSpan.FromSeconds(30)).AskAsync(Cancellation)).Length);

    [Fact]
    public async Task Ask_AToolThatHangs_GivesUpInTime()
    {
        long begin = Stopwatch.GetTimestamp();
        Assert.Empty(await Tool("sleep 60", TimeSpan.FromSeconds(0.5)).AskAsync(Cancellation));
        Assert.InRange(Stopwatch.GetElapsedTime(begin).TotalSeconds, 0.4, 20);
    }

    [Fact]
    public async Task Ask_NoTool_GivesNone() =>
        Assert.Empty(await new NvidiaSmi(_folder.File("nothing"), TimeSpan.FromSeconds(30), TimeProvider.System).AskAsync(Cancellation));

    [Fact]
    public void Name_DriverAndTorchCountAlike_TakesTheDriversWords() => Assert.Equal(
        [new PublishedDevice(DeviceKind.Cuda, 0, "a", 1), new PublishedDevice(DeviceKind.Cuda, 1, "b", 2)],
        DeviceProbe.Name(2, [new Gpu("a", 1), new Gpu("b", 2)]));

    [Fact]
    public void Name_TorchSeesFewer_TakesTheSmallest() => Assert.Equal(
        [new PublishedDevice(DeviceKind.Cuda, 0, "small", 1)],
        DeviceProbe.Name(1, [new Gpu("large", 2), new Gpu("small", 1)]));

    [Fact]
    public void Name_NoDriverAnswers_LeavesTheMemoryUnknown() => Assert.Equal(
        [new PublishedDevice(DeviceKind.Cuda, 0, "CUDA device", 0)],
        DeviceProbe.Name(1, []));

    [Fact]
    public async Task Probe_ThisMachine_FindsItsProcessorFirst()
    {
        ImmutableArray<PublishedDevice> devices = await new DeviceProbe(new NvidiaSmi("nvidia-smi", TimeSpan.FromSeconds(30), TimeProvider.System)).ProbeAsync(Cancellation);
        Assert.Equal((DeviceKind.Cpu, 0), (devices[0].Kind, devices[0].Number));
        Assert.InRange(devices[0].MemoryBytes, 1L << 28, 1L << 50);
        Assert.NotEmpty(devices[0].Name);
    }

    [Fact]
    public void Read_ProcessorNames_TakesTheFirstOrTheArchitecture()
    {
        File.WriteAllText(_folder.File("cpuinfo"), "processor\t: 0\nmodel name\t: Some CPU @ 2.80GHz\nprocessor\t: 1\nmodel name\t: Other\n");
        File.WriteAllText(_folder.File("arm"), "processor\t: 0\nBogoMIPS\t: 50.00\n");
        Assert.Equal("Some CPU @ 2.80GHz", ProcessorName.Read(_folder.File("cpuinfo")));
        Assert.EndsWith(" processor", ProcessorName.Read(_folder.File("arm")), StringComparison.Ordinal);
        Assert.EndsWith(" processor", ProcessorName.Read(_folder.File("nothing")), StringComparison.Ordinal);
    }

    private NvidiaSmi Tool(string script, TimeSpan limit)
    {
        string file = _folder.File("tool");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return new NvidiaSmi(file, limit, TimeProvider.System);
    }
}
