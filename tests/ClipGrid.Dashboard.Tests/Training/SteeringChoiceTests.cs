using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SteeringChoiceTests
{
    [Theory]
    [InlineData(SessionState.Queued, 0, "Pause Rate Cancel")]
    [InlineData(SessionState.Placing, 0, "Pause Rate Cancel")]
    [InlineData(SessionState.Preparing, 0, "Pause Rate Cancel")]
    [InlineData(SessionState.Running, 0, "Pause Evaluate Rate Cancel")]
    [InlineData(SessionState.Running, 5, "Pause Evaluate Rate Stop Cancel")]
    [InlineData(SessionState.Evaluating, 5, "Pause Rate Stop Cancel")]
    [InlineData(SessionState.Pausing, 5, "Cancel")]
    [InlineData(SessionState.Paused, 5, "Resume Rate Cancel")]
    [InlineData(SessionState.Failed, 5, "Resume Rate")]
    [InlineData(SessionState.Completed, 5, "")]
    [InlineData(SessionState.Cancelled, 5, "")]
    public void Of_State_IsWhatTheGridWouldNotRefuse(SessionState state, long step, string expected)
    {
        SessionInfo session = SampleSessions.Info("a", state, step) with { Specification = SampleSessions.Plain with { Evaluation = new EvaluationOptions() } };

        Assert.Equal(expected, string.Join(' ', SteeringChoice.Of(session)));
    }

    [Fact]
    public void Of_NothingToBeJudgedBy_DoesNotOfferToEvaluate() => Assert.DoesNotContain(SteeringCommand.Evaluate, SteeringChoice.Of(SampleSessions.Info("a")));
}
