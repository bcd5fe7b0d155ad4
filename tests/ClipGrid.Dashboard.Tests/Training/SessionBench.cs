using AngleSharp.Dom;
using Bunit;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Tests.Access;
using ClipGrid.Dashboard.Tests.Search;
using ClipGrid.Dashboard.Training;
using ClipGrid.Dashboard.Training.Curves;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace ClipGrid.Dashboard.Tests.Training;

/// <summary>Pages of sessions without a browser, over a grid that answers what a test says. Curves are left out.</summary>
internal sealed class SessionBench : IAsyncDisposable
{
    private readonly IRenderedComponent<MudDialogProvider> _dialogs;

    public SessionBench()
    {
        (ClipGridClient client, Grid) = StubGrid.Connect();
        Page.Services.AddMudServices();
        Page.Services.AddSingleton(client).AddSingleton<TimeProvider>(Time).AddScoped<ConnectionWatch>().AddSingleton<SessionList>();
        Page.ShowTo(GridRole.Trainer);
        Page.JSInterop.Mode = JSRuntimeMode.Loose;
        Page.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Page.ComponentFactories.AddStub<CurvesView>();
        Page.Render<MudPopoverProvider>();
        _dialogs = Page.Render<MudDialogProvider>();
    }

    public BunitContext Page { get; } = new();

    public StubGrid Grid { get; }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddDays(1));

    /// <summary>The commands that were sent, in order.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>The buttons of the questions that are open.</summary>
    public IReadOnlyList<IElement> Questions => _dialogs.FindAll(".mud-dialog button");

    /// <summary>How many questions are open.</summary>
    public int QuestionCount => _dialogs.FindAll(".mud-dialog").Count;

    /// <summary>The list of sessions, once it has its answer.</summary>
    public IRenderedComponent<SessionsPage> List()
    {
        IRenderedComponent<SessionsPage> page = Page.Render<SessionsPage>();
        page.WaitForState(() => !page.Markup.Contains("Asking the grid", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Notes every command to a session, and answers with what it became.</summary>
    public SessionBench Hear(Func<Task<SessionInfo>> answer)
    {
        foreach (string command in new[] { "PauseAsync", "ResumeAsync", "StopAsync", "CancelAsync", "EvaluateAsync", "ChangeRateAsync" })
        {
            Grid.Answer<ISessionGrain>(command, arguments =>
            {
                Sent.Add(command == "ChangeRateAsync" ? $"{command} {arguments[1]}" : command);
                return answer();
            });
        }
        return this;
    }

    /// <summary>A refusal by the grid.</summary>
    public static Task<T> Refuse<T>(string words, GridProblem problem = GridProblem.WrongState) => Task.FromException<T>(new GridException(problem, words));

    /// <summary>Clicks a button twice before its page has drawn itself anew: the second click finds the same handler as the first.</summary>
    public static void ClickTwice(IRenderedComponent<IComponent> page, string words)
    {
        EventCallback<MouseEventArgs> click = page.FindComponents<MudButton>().First(button => button.Find("button, a").TextContent.Trim() == words).Instance.OnClick;
        _ = page.InvokeAsync(() => click.InvokeAsync());
        _ = page.InvokeAsync(() => click.InvokeAsync());
    }

    /// <summary>Clicks a button of an open question twice.</summary>
    public void AnswerTwice(string words) => ClickTwice(_dialogs, words);

    public ValueTask DisposeAsync() => Page.DisposeAsync();
}
