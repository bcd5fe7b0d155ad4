using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Display;
using Microsoft.AspNetCore.Components;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>Classifies pictures, or all labelled items of a data set. The address holds what is asked.</summary>
public sealed partial class ClassifyPage : GridComponent
{
    private const int MostPictures = 16;

    private readonly Dictionary<ClassifySubject, DroppedPicture> _pictures = [];
    private readonly List<ClassifySubject> _subjects = [];
    private readonly Dictionary<ClassifySubject, PictureClasses> _results = [];
    private SubjectChoices? _choices;
    private ClassifyState _state = new();
    private ModelVersionInfo? _version;
    private CancellationTokenSource? _running;
    private string _classes = "";
    private string _templates = "";
    private string _key = "";
    private string _words = "";

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ClassificationJobs Jobs { get; set; } = null!;

    private string Model => _choices?.Model(_state.Dataset, _state.Model) ?? _state.Model;

    private string Dataset => _choices?.Dataset(_state.Dataset, "") ?? _state.Dataset;

    private ImmutableArray<string> OwnClasses => _version?.Classes ?? [];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _state = ClassifyState.Parse(Navigation.Uri);
        _classes = string.Join('\n', _state.Classes);
        _templates = string.Join('\n', _state.Templates);
        bool isThere = await TryAsync(async () =>
        {
            _choices = await SubjectChoices.LoadAsync(Grid, Closed);
            if (DatasetRef.TryParse(Dataset, null, out DatasetRef dataset))
                _subjects.AddRange(_state.Items.Select(key => ClassifySubject.Of(dataset, key)));
            await ResolveAsync();
        });
        if (isThere && _subjects.Count > 0 && RendererInfo.IsInteractive && (_state.Classes.Length > 0 || !OwnClasses.IsEmpty))
            await ClassifyAsync();
    }

    private async Task ResolveAsync() => _version = Model.Length == 0 ? null : await Grid.Models.ResolveAsync(ModelRef.Parse(Model), Closed);

    private async Task ChangeModelAsync(string model)
    {
        _state = _state with { Model = model };
        _results.Clear();
        await TryAsync(ResolveAsync);
        Write();
    }

    private void ChangeDataset(string dataset)
    {
        _state = _state with { Dataset = dataset };
        Write();
    }

    // What is written in the boxes.
    private ClassifyState Written()
    {
        ImmutableArray<string> templates = ClassifyState.Lines(_templates, ClassifyState.MostTemplates);
        return _state with
        {
            Classes = ClassifyState.Lines(_classes, ClassifyState.MostClasses),
            Templates = templates.IsEmpty ? [ClassifyState.UsualTemplate] : templates,
            Items = [.. _subjects.Where(subject => !_pictures.ContainsKey(subject)).Select(subject => subject.Name)],
        };
    }

    private void Write()
    {
        _state = Written() with { Model = Model, Dataset = Dataset };
        string address = _state.ToAddress();
        Navigation.NavigateTo(address.Length <= UrlQuery.Longest ? address : (_state with { Classes = [] }).ToAddress(), replace: true);
    }

    private Task<string?> TakeAsync(DroppedPicture picture)
    {
        if (_pictures.Count >= MostPictures)
            return Task.FromResult<string?>("There is no room for it now.");
        ClassifySubject subject = ClassifySubject.Of(picture);
        _pictures.Add(subject, picture);
        _subjects.Add(subject);
        StateHasChanged();
        return Task.FromResult<string?>(null);
    }

    private async Task AddItemAsync() => await TryAsync(async () =>
    {
        string key = _key.Trim();
        if (key.Length == 0 || _state.Items.Length >= ClassifyState.MostItems || !DatasetRef.TryParse(Dataset, null, out DatasetRef dataset))
            return;
        await Grid.Datasets.GetItemAsync(dataset, key, Closed);
        if (_subjects.Any(subject => subject.Input.ItemKey == key && subject.Input.Dataset == dataset))
            return;
        _subjects.Add(ClassifySubject.Of(dataset, key));
        _key = "";
        Write();
    });

    private void Remove(ClassifySubject subject)
    {
        if (!_subjects.Remove(subject))
            return;
        _pictures.Remove(subject);
        _results.Remove(subject);
        Write();
    }

    private async Task ClassifyAsync()
    {
        if (_subjects.Count == 0)
            return;
        Write();
        if (_running is not null)
            await _running.CancelAsync();
        using CancellationTokenSource running = CancellationTokenSource.CreateLinkedTokenSource(Closed);
        (_running, _words) = (running, "Classifying…");
        ClassifySubject[] subjects = [.. _subjects];
        await TryAsync(async () =>
        {
            try
            {
                ClassifyResult result = await Grid.Search.ClassifyAsync(
                    new ClassifyRequest { Model = ModelRef.Parse(Model), Pictures = [.. subjects.Select(subject => subject.Input)], Classes = _state.Classes, Templates = _state.Templates, Top = _state.Top },
                    running.Token);
                Show(subjects, result, ReferenceEquals(_running, running));
            }
            catch (OperationCanceledException) when (running.IsCancellationRequested)
            {
                // Something newer is asked, or the page was left.
            }
        });
        if (!ReferenceEquals(_running, running))
            return;
        _running = null;
        if (Problem is not null)
            _words = "";
    }

    private void Show(ClassifySubject[] subjects, ClassifyResult result, bool isNewest)
    {
        if (!isNewest)
            return;
        _results.Clear();
        foreach ((ClassifySubject subject, PictureClasses classes) in subjects.Zip(result.Pictures))
            _results[subject] = classes;
        _words = $"Answered by {result.Model.Short}.";
    }

    private async Task TakeLabelsAsync() => await TryAsync(async () =>
    {
        DatasetVersionInfo version = await Grid.Datasets.GetVersionAsync(DatasetRef.Parse(Dataset), Closed);
        if (version.LabelCounts.IsEmpty)
            throw new GridException(GridProblem.Invalid, $"No item of {Dataset} has a label: choose a data set with labels.");
        _classes = string.Join('\n', version.LabelCounts.Keys.Take(ClassifyState.MostClasses));
        Write();
    });

    private async Task StartJobAsync() => await TryAsync(() =>
    {
        Write();
        ClassificationOrder order = new(DatasetRef.Parse(Dataset), ModelRef.Parse(Model), _state.Classes, _state.Templates);
        _state = _state with { Job = Jobs.Start(order).Id };
        Write();
        return Task.CompletedTask;
    });
}
