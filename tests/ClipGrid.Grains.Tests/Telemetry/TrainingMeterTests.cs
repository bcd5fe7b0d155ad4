using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training.Telemetry;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Telemetry;

public sealed class TrainingMeterTests
{
    [Fact]
    public void Run_StepsAndCheckpoints_AreCountedByDeviceAndEndWithIt()
    {
        FakeTimeProvider time = new();
        using Measurements heard = Measurements.Of(() => new TrainingMeter(), out TrainingMeter meter);
        RunMeter run = meter.Begin((DeviceKind.Cuda, 1), time);
        Assert.Equal(1, heard.Observe("clipgrid.training.runs"));

        run.Stepped(Point(step: 41, sampleCount: 1312, loss: 2.5), 32, TimeSpan.FromSeconds(0.25));
        run.Stepped(Point(step: 42, sampleCount: 1340, loss: 2.25), 32, TimeSpan.FromSeconds(0.5));
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(2, heard.Sum("clipgrid.training.steps", "device=cuda:1"));
        // The first step after a resume is taken to be whole, the last batch is as small as it is.
        Assert.Equal(32 + 28, heard.Sum("clipgrid.training.samples", "device=cuda:1"));
        Assert.Equal(0.75, heard.Sum("clipgrid.training.step.duration", "device=cuda:1"));
        Assert.Equal(2.25, heard.Observe("clipgrid.training.loss", "device=cuda:1"));
        Assert.Equal(10, heard.Observe("clipgrid.training.checkpoint.age", "device=cuda:1"));

        run.Stored("unavailable", 0, TimeSpan.FromSeconds(3));
        Assert.Equal(10, heard.Observe("clipgrid.training.checkpoint.age", "device=cuda:1"));
        run.Stored("ok", 1000, TimeSpan.FromSeconds(2));
        Assert.Equal(0, heard.Observe("clipgrid.training.checkpoint.age", "device=cuda:1"));
        Assert.Equal(1000, heard.Sum("clipgrid.training.checkpoint.io", "device=cuda:1"));
        Assert.Equal(2, heard.Sum("clipgrid.training.checkpoint.duration", "device=cuda:1,outcome=ok"));
        Assert.Equal(3, heard.Sum("clipgrid.training.checkpoint.duration", "device=cuda:1,outcome=unavailable"));

        run.Ended("completed");
        run.Dispose();
        Assert.Equal(1, heard.Sum("clipgrid.training.ended", "device=cuda:1,outcome=completed"));
        Assert.Equal(0, heard.Observe("clipgrid.training.runs"));
        meter.Dispose();
    }

    private static MetricPoint Point(long step, long sampleCount, double loss) => new()
    {
        Step = step,
        SampleCount = sampleCount,
        Loss = loss,
        LearningRate = 1e-3,
        GradientNorm = 1,
        LogitScale = 20,
        SamplesPerSecond = 100,
        At = default,
    };
}
