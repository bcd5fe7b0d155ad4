using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training.Curves;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

public sealed class CurveMarkTests
{
    [Theory]
    [InlineData(SessionEventKind.Paused, "‖", false)]
    [InlineData(SessionEventKind.Resumed, "▸", false)]
    [InlineData(SessionEventKind.Moved, "⇄", false)]
    [InlineData(SessionEventKind.RateChanged, "η", false)]
    [InlineData(SessionEventKind.RolledBack, "↶", true)]
    [InlineData(SessionEventKind.Warning, "!", true)]
    [InlineData(SessionEventKind.Ended, "■", false)]
    public void Of_EventWorthAMark_HasASign(SessionEventKind kind, string sign, bool isTrouble) =>
        Assert.Equal(new CurveMark(30, sign, "so it was", isTrouble), CurveMark.Of(SampleSessions.Event(3, kind)));

    [Theory]
    [InlineData(SessionEventKind.Log)]
    [InlineData(SessionEventKind.Started)]
    [InlineData(SessionEventKind.Placed)]
    [InlineData(SessionEventKind.Evaluated)]
    public void Of_AnotherEvent_IsNone(SessionEventKind kind) => Assert.Null(CurveMark.Of(SampleSessions.Event(3, kind)));

    [Fact]
    public void Of_LongText_IsShortened() => Assert.Equal(160, CurveMark.Of(SampleSessions.Event(1, SessionEventKind.Warning, new string('x', 10_000)))!.Text.Length);

    [Fact]
    public void Evaluation_OfEvent_HasItsNumbersOnly()
    {
        SessionEvent judged = SampleSessions.Event(2, SessionEventKind.Evaluated);

        Assert.Null(CurveEvaluation.Of(judged));
        CurveEvaluation shown = CurveEvaluation.Of(judged with { Values = judged.Values.Add("recall@1", 0.5).Add("loss", double.NaN) })!;
        Assert.Equal((20, 0.5), (shown.Step, Assert.Single(shown.Values).Value));
        Assert.Null(CurveEvaluation.Of(SampleSessions.Event(1, SessionEventKind.Log) with { Values = judged.Values.Add("recall@1", 0.5) }));
    }
}
