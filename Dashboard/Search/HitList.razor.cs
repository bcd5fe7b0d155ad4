using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Display;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClipGrid.Dashboard.Search;

/// <summary>The hits of a search under one model. A newer search ends an older one; what the older one found stays until then.</summary>
public sealed partial class HitList : GridComponent, IAsyncDisposable
{
    private SearchAsk? _asked;
    private SearchResult? _result;
    private CancellationTokenSource? _running;
    private PageScript _download = null!;
    private int _skip;
    private bool _needsEmbedding;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <summary>The search.</summary>
    [Parameter, EditorRequired]
    public SearchAsk? Ask { get; set; }

    /// <summary>What was found on the other side, to compare with; null if there is none.</summary>
    [Parameter]
    public SearchResult? Others { get; set; }

    /// <summary>Called with what was found, and with null when a search failed.</summary>
    [Parameter]
    public EventCallback<SearchResult?> OnFound { get; set; }

    /// <summary>Called with a hit that is to be shown.</summary>
    [Parameter]
    public EventCallback<(SearchResult Result, SearchHit Hit)> OnOpen { get; set; }

    /// <summary>Called with the key of an item of which more are wanted.</summary>
    [Parameter]
    public EventCallback<string> OnMore { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _download = new PageScript(Script, "download.js");

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        if (Ask is null || ReferenceEquals(Ask, _asked) || !RendererInfo.IsInteractive)
            return Task.CompletedTask;
        return SearchAsync(Ask);
    }

    private Task RetryAsync() => _asked is { } asked ? SearchAsync(asked) : Task.CompletedTask;

    private async Task SearchAsync(SearchAsk ask)
    {
        _asked = ask;
        if (_running is not null)
            await _running.CancelAsync();
        using CancellationTokenSource running = CancellationTokenSource.CreateLinkedTokenSource(Closed);
        _running = running;
        try
        {
            SearchResult result = await Grid.Search.SearchAsync(await ask.ToRequestAsync(Grid, running.Token), running.Token);
            if (ReferenceEquals(_running, running))
                await ShowAsync(ask, result, null);
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Something newer is asked, or the page was left.
        }
        catch (GridException e)
        {
            if (ReferenceEquals(_running, running))
                await ShowAsync(ask, null, e);
        }
        finally
        {
            if (ReferenceEquals(_running, running))
                _running = null;
        }
    }

    private Task ShowAsync(SearchAsk ask, SearchResult? result, GridException? refused)
    {
        (_result, _skip) = (result, ask.State.Skip);
        (Problem, _needsEmbedding) = (refused?.Message, refused?.Problem == GridProblem.WrongModel);
        _running = null;
        return OnFound.InvokeAsync(result);
    }

    private Task SaveCsvAsync() => _result is { } found
        ? _download.CallAsync("save", $"hits-{found.Dataset.Name}.csv", "text/csv;charset=utf-8", HitExport.Csv(found, _skip))
        : Task.CompletedTask;

    private Task SaveJsonAsync() => _result is { } found && _asked is { } asked
        ? _download.CallAsync("save", $"hits-{found.Dataset.Name}.json", "application/json", HitExport.Json(found, asked.State))
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _download.DisposeAsync();
    }
}
