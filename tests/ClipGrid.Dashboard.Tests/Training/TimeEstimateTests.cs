using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class TimeEstimateTests
{
    [Fact]
    public void Of_AlikeSessions_TakesTheNewestWithASpeed()
    {
        SessionInfo[] known = [Speed("old", 1, minute: 1), Speed("new", 10, minute: 2), SampleSessions.Info("silent", loss: null, minute: 3)];

        Assert.Equal(new TimeEstimate(TimeSpan.FromSeconds(100), SessionId.Parse("new")), TimeEstimate.Of(SampleSessions.Plain, known));
    }

    [Fact]
    public void Of_AnotherNetworkOrMethod_IsNone()
    {
        SessionInfo[] known = [Speed("a", 10)];

        Assert.Null(TimeEstimate.Of(SampleSessions.Plain with { Preset = "ViT-B/32" }, known));
        Assert.Null(TimeEstimate.Of(SampleSessions.Plain with { Preset = null, Base = ModelRef.Parse("old") }, known));
        Assert.Null(TimeEstimate.Of(SampleSessions.Plain with { Lora = new LoraOptions() }, known));
        Assert.Null(TimeEstimate.Of(SampleSessions.Plain with { LocksImageTower = true }, known));
        Assert.Null(TimeEstimate.Of(SampleSessions.Plain with { Task = TrainingTask.Classification }, known));
    }

    [Fact]
    public void Of_MoreThanTimesCanBe_IsNone() =>
        Assert.Null(TimeEstimate.Of(SampleSessions.Plain with { StepCount = 10_000_000, BatchSize = 100_000 }, [Speed("slow", 0.5)]));

    private static SessionInfo Speed(string id, double speed, int minute = 0) =>
        SampleSessions.Info(id, minute: minute) with { Last = SampleSessions.Point(1) with { SamplesPerSecond = speed } };
}
