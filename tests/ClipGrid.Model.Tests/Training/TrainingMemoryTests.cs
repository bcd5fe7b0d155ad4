using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Network;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class TrainingMemoryTests
{
    private const long Mebibyte = 1 << 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_EveryLayer_CountsTheParametersOfTheNetwork(bool isResNet)
    {
        ClipConfig config = isResNet ? MemoryProcess.ResNet : TinyClip.Vit;
        using ClipNetwork network = TinyClip.Build(config);
        foreach (ParameterTower tower in new[] { ParameterTower.Image, ParameterTower.Text })
        {
            ImmutableArray<TowerLayer> layers = tower == ParameterTower.Image ? TowerLayers.Of(config.Vision, config.EmbedDim) : TowerLayers.Of(config.Text, config.EmbedDim);
            long[] counted = new long[layers.Length];
            foreach (NamedTensor part in network.State().Where(part => !part.IsBuffer))
                if (ParameterLayer.Of(part.Name, config) is var layer && layer.Tower == tower)
                    counted[layer.FromOutput] += part.Value.NumberOfElements;
            Assert.Equal(counted, layers.Select(layer => layer.ParameterCount));
        }
    }

    [Theory]
    [InlineData("whole")]
    [InlineData("micro-batches")]
    [InlineData("locked image tower")]
    [InlineData("ResNet")]
    public async Task Estimate_ARealRun_IsWithinAFactorOfTwoOfItsGrowth(string kind)
    {
        long estimate = TrainingMemory.Estimate(MemoryProcess.Request(kind));
        double growth = await MeasureAsync(kind);
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: estimated {estimate / Mebibyte} MiB, measured {growth / Mebibyte:f0} MiB.");
        Assert.InRange(estimate / growth, 0.5, 2);
    }

    [Fact]
    public void Estimate_LessTraining_IsLess()
    {
        TrainingMemoryRequest full = MemoryProcess.Request("whole");
        long all = TrainingMemory.Estimate(full);
        Assert.True(TrainingMemory.Estimate(full with { ImageLoraRank = 8, TextLoraRank = 8 }) < all);
        Assert.True(TrainingMemory.Estimate(full with { Specification = full.Specification with { TextTower = TowerTraining.Locked } }) < all);
        Assert.True(TrainingMemory.Estimate(full with { Specification = full.Specification with { MicroBatchSize = 16 } }) < all / 2);
        Assert.True(TrainingMemory.Estimate(full with { Specification = full.Specification with { EmaDecay = 0.9 } }) > all);
        Assert.True(TrainingMemory.Estimate(full with { Specification = full.Specification with { BatchSize = 384 } }) > 1.5 * all);
    }

    private static async Task<double> MeasureAsync(string kind)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        // Under `dotnet tests.dll` the process is dotnet itself and must be told the program again.
        string[] program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(MemoryProcess).Assembly.Location] : [];
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. program, MemoryProcess.Command, kind]) { RedirectStandardOutput = true })!;
        string output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return double.Parse(output, CultureInfo.InvariantCulture);
    }
}
