using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionWordsTests
{
    [Fact]
    public void ShortOf_MadeId_IsItsBeginningAndANamedOneIsWhole()
    {
        SessionId made = SessionId.New();

        Assert.Equal(made.Value[..13], SessionWords.ShortOf(made));
        Assert.Equal("a-name-of-32-characters-at-most-", SessionWords.ShortOf(SessionId.Parse("a-name-of-32-characters-at-most-")));
    }

    [Theory]
    [InlineData(SessionState.Running, 25)]
    [InlineData(SessionState.Evaluating, 25)]
    [InlineData(SessionState.Paused, null)]
    [InlineData(SessionState.Completed, null)]
    public void TimeLeft_InState_IsByItsSpeed(SessionState state, int? seconds) =>
        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, SessionWords.TimeLeft(SampleSessions.Info("a", state)));

    [Theory]
    [InlineData(1e-300)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void TimeLeft_SpeedThatSaysNothing_IsUnknown(double speed)
    {
        SessionInfo session = SampleSessions.Info("a");

        Assert.Null(SessionWords.TimeLeft(session with { Last = session.Last! with { SamplesPerSecond = speed } }));
    }

    [Fact]
    public void Share_BeyondTheEnd_IsOne() => Assert.Equal(1, SessionWords.Share(SampleSessions.Info("a", step: 200)));

    [Fact]
    public void Progress_Running_SaysStepsAndTime() => Assert.Equal("step 50 of 100, 25 s left", SessionWords.Progress(SampleSessions.Info("a")));

    [Fact]
    public void Start_OfEachKind_IsSaid()
    {
        Assert.Equal("TinyRN@64, from nothing", SessionWords.Start(SampleSessions.Plain));
        Assert.Equal("old@best", SessionWords.Start(SampleSessions.Plain with { Preset = null, Base = ModelRef.Parse("old@best") }));
        Assert.Equal("step 55 of origin", SessionWords.Start(SampleSessions.Unusual));
        Assert.Equal("an architecture of its own, from nothing", SessionWords.Start(SampleSessions.Plain with { Preset = null }));
    }
}
