using Xunit;

namespace ClipGrid.Model.Tests.Leaks;

/// <summary>
/// Live tensors exactly equal, resident memory flat. The bound on memory is generous against what the allocators keep and small
/// against what a leak would take: 20 MB over 300 steps is 70 kB a step, a fraction of one step's tensors.
/// </summary>
[Trait("Speed", "Slow")]
[Trait("Check", "8")]
public sealed class LeakTests
{
    private const double MostGrowth = 20;

    [Theory]
    [InlineData(nameof(TrainingWork.Steps))]
    [InlineData(nameof(TrainingWork.StepsInParts))]
    [InlineData(nameof(TrainingWork.StepsOverLabels))]
    public async Task Training_FiveHundredSteps_LeavesTensorsAndMemoryFlat(string work)
    {
        IReadOnlyList<LeakSample> samples = await LeakRun.SamplesAsync(work);
        LeakSample before = samples[0], after = samples[^1];
        Assert.Equal((before.TensorCount, before.OwnTensorCount), (after.TensorCount, after.OwnTensorCount));
        AssertFlat(samples.Where(s => s.Step is >= 25 and <= TrainingWork.StepCount));
        // libtorch keeps compiled kernels of the shapes that it has met: until step 200 their number grows to its limit.
        AssertMemoryFlat(samples, 200, TrainingWork.StepCount);
    }

    [Fact]
    public async Task Training_FiftyResumptions_LeavesTensorsFlat() =>
        AssertFlat(await LeakRun.SamplesAsync(nameof(TrainingWork.Resumptions)));

    [Fact]
    public async Task Encoding_FiveThousandInputs_LeavesTensorsAndMemoryFlat()
    {
        IReadOnlyList<LeakSample> samples = await LeakRun.SamplesAsync(nameof(EncodingWork.Encodes));
        Assert.Single(samples.Where(s => s.Step <= EncodingWork.EncodeCount).Select(s => s.TensorCount).Distinct());
        AssertMemoryFlat(samples, 1000, EncodingWork.EncodeCount);
        Assert.Equal(0, samples[^1].TensorCount);
    }

    // What the tests above rest on: a leak that is there is seen, in both counts.
    [Fact]
    public async Task Encoding_ForgottenTensors_AreSeen()
    {
        IReadOnlyList<LeakSample> samples = await LeakRun.SamplesAsync(nameof(EncodingWork.ForgetfulEncodes));
        LeakSample early = At(samples, 1000), late = At(samples, EncodingWork.EncodeCount);
        Assert.Equal(4000, late.TensorCount - early.TensorCount);
        Assert.True(late.ResidentMegabytes - early.ResidentMegabytes > 2 * MostGrowth, Curve(samples));
    }

    [Fact]
    public async Task Model_LoadedAndUnloadedFiftyTimes_LeavesNothing()
    {
        IReadOnlyList<LeakSample> samples = await LeakRun.SamplesAsync(nameof(EncodingWork.Loads));
        Assert.All(samples, sample => Assert.Equal(0, sample.TensorCount));
        AssertMemoryFlat(samples, 10, 50);
        Assert.True(At(samples, 50).ThreadCount <= At(samples, 10).ThreadCount + 8, $"Threads: {string.Join(", ", samples.Select(s => s.ThreadCount))}");
    }

    private static void AssertFlat(IEnumerable<LeakSample> samples)
    {
        LeakSample[] all = [.. samples];
        Assert.True(all.Length >= 10);
        Assert.All(all, sample => Assert.Equal((all[0].TensorCount, all[0].OwnTensorCount), (sample.TensorCount, sample.OwnTensorCount)));
    }

    private static void AssertMemoryFlat(IReadOnlyList<LeakSample> samples, long from, long to) =>
        Assert.True(At(samples, to).ResidentMegabytes - At(samples, from).ResidentMegabytes < MostGrowth, Curve(samples));

    private static LeakSample At(IReadOnlyList<LeakSample> samples, long step) => samples.Single(sample => sample.Step == step);

    private static string Curve(IReadOnlyList<LeakSample> samples) =>
        $"Resident MB by step: {string.Join(", ", samples.Select(sample => $"{sample.Step}: {sample.ResidentMegabytes:f1}"))}";
}
