using AngleSharp.Dom;
using Bunit;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

public sealed class SessionActionsTests : IAsyncDisposable
{
    private readonly SessionBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(SessionState.Queued, "Pause|Rate|Cancel session")]
    [InlineData(SessionState.Running, "Pause|Evaluate now|Rate|Stop and publish|Cancel session")]
    [InlineData(SessionState.Evaluating, "Pause|Rate|Stop and publish|Cancel session")]
    [InlineData(SessionState.Pausing, "Cancel session")]
    [InlineData(SessionState.Paused, "Resume|Rate|Cancel session")]
    [InlineData(SessionState.Failed, "Resume|Rate")]
    [InlineData(SessionState.Completed, "")]
    [InlineData(SessionState.Cancelled, "")]
    public void Buttons_OfState_AreThose(SessionState state, string expected)
    {
        IRenderedComponent<SessionActions> actions = Show(Session(state));

        Assert.Equal(expected, string.Join('|', actions.FindAll("button").Select(button => button.TextContent.Trim())));
        Assert.Equal("/sessions/new?clone=a", actions.Find("a").GetAttribute("href"));
    }

    [Theory]
    [InlineData(SessionState.Running, "Pause", "PauseAsync")]
    [InlineData(SessionState.Failed, "Resume", "ResumeAsync")]
    [InlineData(SessionState.Running, "Evaluate now", "EvaluateAsync")]
    public void Button_Clicked_TellsTheGridAndThePage(SessionState state, string words, string command)
    {
        _bench.Hear(() => Task.FromResult(Session(SessionState.Pausing)));
        SessionInfo? became = null;
        IRenderedComponent<SessionActions> actions = _bench.Page.Render<SessionActions>(with =>
            with.Add(of => of.Session, Session(state)).Add(of => of.SessionChanged, (SessionInfo session) => became = session));

        Button(actions, words).Click();

        actions.WaitForAssertion(() => Assert.Equal(SessionState.Pausing, became?.State));
        Assert.Equal([command], _bench.Sent);
    }

    [Fact]
    public void Button_ClickedTwice_SendsOneCommand()
    {
        TaskCompletionSource<SessionInfo> answer = new();
        _bench.Hear(() => answer.Task);
        IRenderedComponent<SessionActions> actions = Show(Session(SessionState.Running));

        SessionBench.ClickTwice(actions, "Pause");
        Assert.True(Button(actions, "Pause").HasAttribute("disabled"));
        answer.SetResult(Session(SessionState.Pausing));

        actions.WaitForAssertion(() => Assert.False(Button(actions, "Pause").HasAttribute("disabled")));
        Assert.Equal(["PauseAsync"], _bench.Sent);
    }

    [Theory]
    [InlineData("Stop and publish", "StopAsync")]
    [InlineData("Cancel session", "CancelAsync")]
    public void DestructiveButton_Clicked_AsksFirstAndOnce(string words, string command)
    {
        _bench.Hear(() => Task.FromResult(Session(SessionState.Cancelled)));
        IRenderedComponent<SessionActions> actions = Show(Session(SessionState.Running));

        SessionBench.ClickTwice(actions, words);
        actions.WaitForAssertion(() => Assert.Equal(1, _bench.QuestionCount));
        Assert.Empty(_bench.Sent);
        Question("Leave it running").Click();
        actions.WaitForAssertion(() => Assert.False(Button(actions, words).HasAttribute("disabled")));
        Assert.Empty(_bench.Sent);

        _ = Button(actions, words).ClickAsync(new());
        actions.WaitForAssertion(() => Assert.Equal(1, _bench.QuestionCount));
        Question(words).Click();

        actions.WaitForAssertion(() => Assert.Equal([command], _bench.Sent));
    }

    [Fact]
    public void HiddenButton_ItsEvent_IsRefused()
    {
        _bench.Hear(() => Task.FromResult(Session(SessionState.Paused)));
        IRenderedComponent<SessionActions> actions = Show(Session(SessionState.Running));
        MudBlazor.MudButton pause = actions.FindComponents<MudBlazor.MudButton>()[0].Instance;

        actions.Render(with => with.Add(of => of.Session, Session(SessionState.Completed)));
        actions.InvokeAsync(() => pause.OnClick.InvokeAsync());

        Assert.Empty(_bench.Sent);
    }

    [Fact]
    public void Command_Refused_IsSaidAndTheButtonsStay()
    {
        _bench.Hear(() => SessionBench.Refuse<SessionInfo>("It is paused already."));
        IRenderedComponent<SessionActions> actions = Show(Session(SessionState.Running));

        Button(actions, "Pause").Click();

        actions.WaitForAssertion(() => Assert.Contains("It is paused already.", actions.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.False(Button(actions, "Pause").HasAttribute("disabled"));
    }

    [Fact]
    public void Rate_Changed_IsSentOnce()
    {
        _bench.Hear(() => Task.FromResult(Session(SessionState.Running)));
        IRenderedComponent<SessionActions> actions = Show(Session(SessionState.Running) with { RateFactor = 0.25 });

        Button(actions, "Rate").Click();
        actions.WaitForAssertion(() => Assert.Equal(1, _bench.QuestionCount));
        _bench.AnswerTwice("Change");

        actions.WaitForAssertion(() => Assert.Equal(["ChangeRateAsync 0.25"], _bench.Sent));
    }

    private static SessionInfo Session(SessionState state) =>
        SampleSessions.Info("a", state) with { Specification = SampleSessions.Plain with { Evaluation = new EvaluationOptions() } };

    private static IElement Button(IRenderedComponent<SessionActions> actions, string words) => actions.FindAll("button").Single(button => button.TextContent.Trim() == words);

    private IElement Question(string words) => _bench.Questions.Single(button => button.TextContent.Trim() == words);

    private IRenderedComponent<SessionActions> Show(SessionInfo session) => _bench.Page.Render<SessionActions>(with => with.Add(of => of.Session, session));
}
