using System.Collections.Immutable;
using Bunit;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Training;

/// <summary>What other people wrote into notes, tags, messages and events is text on every page of sessions.</summary>
[Trait("Check", "B76")]
public sealed class StrangersTextTests : IAsyncDisposable
{
    private const int Long = 10_000;
    private readonly SessionBench _bench = new();

    public static TheoryData<string> Texts =>
        ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "javascript:alert(1)", "a\u202Egnp.exe", "{{constructor}}@(1+1)&lt;b&gt;", new string('x', Long), "\0\u0007\n\r\t"];

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [MemberData(nameof(Texts))]
    public void SessionPage_TextOfStrangers_StaysText(string text)
    {
        Answer(text);
        IRenderedComponent<SessionPage> page = _bench.Page.Render<SessionPage>(with => with.Add(of => of.Id, "a"));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("[data-test=log] li")));

        Assert.Equal(Parsed(text), page.Find("[data-test=log] .break-words").TextContent);
        Assert.Equal(Parsed(text), page.Find(".page-head-words p").TextContent);
        Assert.Contains(Parsed(text), page.Find(".session-facts").TextContent, StringComparison.Ordinal);
        IsHarmless(page);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void SpecificationView_TextOfStrangers_StaysText(string text)
    {
        IRenderedComponent<SpecificationView> view = _bench.Page.Render<SpecificationView>(with => with.Add(of => of.Specification, Session(text).Specification));

        Assert.Contains(Parsed(text), view.FindAll("dd").Select(value => value.TextContent));
        IsHarmless(view);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void SessionsPage_TextOfStrangers_StaysShortText(string text)
    {
        Answer(text);
        IRenderedComponent<SessionsPage> page = _bench.List();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("tbody tr")));

        IsHarmless(page);
        Assert.All(page.FindAll("tbody td"), cell => Assert.True(cell.TextContent.Length < 400));
        Assert.StartsWith(Parsed(text)[..Math.Min(5, Parsed(text).Length)], page.Find(".tag").TextContent, StringComparison.Ordinal);
    }

    private static SessionInfo Session(string text) => SampleSessions.Info("a", SessionState.Failed) with
    {
        Message = text, Device = text, Inexactness = [text],
        Specification = SampleSessions.Plain with { Note = text, Tags = [text], LabelTemplate = text, Evaluation = new EvaluationOptions { Metric = text } },
        Best = new CheckpointInfo { Step = 1, At = default, ByteCount = 1, IsBest = true, IsPinned = false, Metrics = ImmutableSortedDictionary<string, double>.Empty.Add(text, 1) },
    };

    // What the parser of the page makes of it: it has no NUL, and one kind of line end.
    private static string Parsed(string text) => text.Replace("\0", "", StringComparison.Ordinal).Replace("\r", "\n", StringComparison.Ordinal);

    private static void IsHarmless(IRenderedComponent<IComponent> page)
    {
        Assert.Empty(page.FindAll("script, img, iframe, object, embed, base, link, meta, form"));
        Assert.All(page.FindAll("*"), element =>
        {
            // Blazor's own handlers are named blazor:on….
            Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
            Assert.False((element.GetAttribute("href") ?? "").StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
        });
    }

    private void Answer(string text) => _bench.Grid
        .Answer<ICatalogGrain>("ListAsync", arguments => Task.FromResult(new CatalogPage((int)arguments[1]! > 0 ? [] : ["a"], 1)))
        .Answer<ISessionGrain>("GetAsync", _ => Task.FromResult(Session(text)))
        .Answer<ISessionGrain>("GetEventsAsync", arguments =>
            Task.FromResult<ImmutableArray<SessionEvent>>((long)arguments[0]! == 0 ? [SampleSessions.Event(1, SessionEventKind.Warning, text)] : []));
}
