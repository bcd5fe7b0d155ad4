using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Display;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using MudBlazor;

namespace ClipGrid.Dashboard.Search;

/// <summary>Searches a data set under one model or two. The address holds the search; what changes here changes it, and the other way round.</summary>
public sealed partial class SearchPage : GridComponent, IAsyncDisposable
{
    private const int MostPictures = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly List<DroppedPicture> _pictures = [];
    private SubjectChoices? _choices;
    private SearchState _state = new();
    private SearchAsk? _ask;
    private SearchAsk? _otherAsk;
    private SearchResult? _result;
    private SearchResult? _otherResult;
    private string? _problem;
    private PageScript _keys = null!;
    private ElementReference _root;
    private bool _isAttached;
    private int _change;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private string Model => _choices?.Model(_state.Dataset.Length > 0 ? _state.Dataset : _choices.Dataset("", _state.Model), _state.Model) ?? _state.Model;

    private string Dataset => _choices?.Dataset(_state.Dataset, _state.Model) ?? _state.Dataset;

    private bool HasMore
    {
        get
        {
            int deepest = _state.CollapseAbove is null ? SearchRequest.DeepestHit : 1000;
            return _state.Skip + 2 * _state.Top <= deepest && (_result?.Hits.Length >= _state.Top || _otherAsk is not null && _otherResult?.Hits.Length >= _state.Top);
        }
    }

    private string Text
    {
        get => _state.Text;
        set => SetLater(_state with { Text = value ?? "", Skip = 0 });
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _keys = new PageScript(Script, "hits.js");
        _state = SearchState.Parse(Navigation.Uri);
        Navigation.LocationChanged += OnMoved;
        await LoadAsync();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isAttached || _choices is not { AreEnough: true })
            return;
        _isAttached = true;
        await _keys.AttachAsync(_root);
    }

    private async Task LoadAsync()
    {
        if (await TryAsync(async () => _choices = await SubjectChoices.LoadAsync(Grid, Closed)))
            Ask();
    }

    // The person went back or forward, or followed a link to another search.
    private void OnMoved(object? sender, LocationChangedEventArgs e)
    {
        SearchState state = SearchState.Parse(e.Location);
        if (new Uri(e.Location).AbsolutePath != SearchState.Path || state.ToAddress() == _state.ToAddress())
            return;
        _state = state;
        _ = InvokeAsync(() =>
        {
            Ask();
            StateHasChanged();
        });
    }

    private void Set(SearchState state)
    {
        _state = state;
        CommitNow();
    }

    // While a person types or drags, the search waits for a short pause; a newer change makes an older one wait no longer.
    private void SetLater(SearchState state)
    {
        _state = state;
        int change = ++_change;
        _ = InvokeAsync(async () =>
        {
            try
            {
                await Task.Delay(Pause, Time, Closed);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            if (change != _change)
                return;
            CommitNow();
            StateHasChanged();
        });
    }

    private void CommitNow() => Commit(replaces: true);

    private void Commit(bool replaces)
    {
        _change++;
        if (_choices is not null && _state.HasTerms)
            _state = _state with { Dataset = Dataset, Model = Model };
        string address = _state.ToAddress();
        if (address.Length <= UrlQuery.Longest)
            Navigation.NavigateTo(address, replace: replaces);
        Ask();
    }

    private void Ask()
    {
        _problem = null;
        if (_choices is not { AreEnough: true } || !_state.HasTerms && _pictures.Count == 0)
        {
            (_ask, _otherAsk, _result, _otherResult) = (null, null, null, null);
            return;
        }
        // The box says what is wrong with it; the hits of the last filter that could be read stay.
        if (_state.Filter.Trim().Length > 0 && !FilterText.TryParse(_state.Filter, out _, out _))
            return;
        try
        {
            _ask = AskOf(Model);
            _otherAsk = _state.OtherModel.Length == 0 ? null : AskOf(_state.OtherModel);
            if (_otherAsk is null)
                _otherResult = null;
        }
        catch (GridException e)
        {
            _problem = e.Message;
        }
    }

    private SearchAsk AskOf(string model) => new()
    {
        State = _state,
        Dataset = DatasetRef.Parse(Dataset),
        Model = ModelRef.Parse(model),
        Pictures = [.. _pictures.Select(picture => (picture, picture.Weight))],
    };

    // The grid looks at it before it is taken, so that a file that is no picture is refused where it was dropped.
    private async Task<string?> TakeAsync(DroppedPicture picture)
    {
        if (_choices is null)
            return "The data sets are still being read: add it again in a moment.";
        if (_pictures.Count >= MostPictures)
            return "There is no room for it: take another picture away first.";
        try
        {
            ModelVersionInfo version = await Grid.Models.ResolveAsync(ModelRef.Parse(Model), Closed);
            await picture.VectorAsync(Grid, version.Id, Closed);
        }
        catch (GridException e)
        {
            return DroppedPicture.Refusal(e);
        }
        _pictures.Add(picture);
        Set(_state with { Skip = 0 });
        StateHasChanged();
        return null;
    }

    private void More(string key)
    {
        _pictures.Clear();
        _state = _state with { Text = "", Parts = [new QueryPart(PartKind.Item, key)], Skip = 0 };
        Commit(replaces: false);
    }

    private void Add(string key, double weight)
    {
        if (_state.Parts.Length >= SearchState.MostParts || _state.Parts.Any(part => part.Kind == PartKind.Item && part.Value == key))
            return;
        _state = _state with { Parts = _state.Parts.Add(new QueryPart(PartKind.Item, key, weight)), Skip = 0 };
        Commit(replaces: false);
    }

    private void Page(int skip)
    {
        _state = _state with { Skip = Math.Clamp(skip, 0, SearchRequest.DeepestHit - _state.Top) };
        Commit(replaces: false);
    }

    private async Task OpenAsync((SearchResult Result, SearchHit Hit) opened)
    {
        DialogParameters<HitDetails> parameters = new() { { dialog => dialog.Result, opened.Result }, { dialog => dialog.Hit, opened.Hit } };
        IDialogReference dialog = await Dialogs.ShowAsync<HitDetails>(null, parameters, new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true, CloseButton = true, CloseOnEscapeKey = true });
        if (await dialog.Result is not { Data: HitChoice choice })
            return;
        if (choice == HitChoice.More)
            More(opened.Hit.Item.Key);
        else
            Add(opened.Hit.Item.Key, choice == HitChoice.Add ? 1 : -1);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnMoved;
        Dispose();
        await _keys.DisposeAsync();
    }
}
