using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using Microsoft.AspNetCore.Components;

namespace ClipGrid.Dashboard.Training;

/// <summary>Starting a session: by a goal, by hand, as a clone of another, or as a fork from a checkpoint.</summary>
public sealed partial class NewSessionPage
{
    private static readonly ImmutableArray<string> Presets =
        ["TinyRN@64", "Tiny/8@64", "Micro/4@28", "ViT-B/32", "ViT-B/16", "ViT-L/14", "ViT-L/14@336", "RN50", "RN101", "RN50x4", "RN50x16", "RN50x64"];

    private readonly SessionForm _form = new();
    // Made once: a second click or a form that is sent again starts nothing new.
    private readonly SessionId _id = SessionId.New();
    private readonly List<string> _datasets = [];
    private readonly List<SessionInfo> _sessions = [];
    private List<string>? _models;
    private ImmutableArray<string> _reasons = [];
    private SessionSuggestion? _checked;
    private TimeEstimate? _estimate;
    private string _title = "New session";
    private bool _isBusy;

    [SupplyParameterFromQuery(Name = "dataset")]
    private string? Dataset { get; set; }

    [SupplyParameterFromQuery(Name = "base")]
    private string? Base { get; set; }

    [SupplyParameterFromQuery(Name = "clone")]
    private string? Clone { get; set; }

    [SupplyParameterFromQuery(Name = "fork")]
    private string? Fork { get; set; }

    [SupplyParameterFromQuery(Name = "step")]
    private long? Step { get; set; }

    private bool IsFork => _form.ForkOf is not null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        List<string> models = [];
        bool isThere = await TryAsync(async () =>
        {
            await foreach (DatasetInfo dataset in Grid.Datasets.ListAsync(cancellationToken: Closed))
                _datasets.Add(dataset.Name.Value);
            await foreach (ModelInfo model in Grid.Models.ListAsync(cancellationToken: Closed))
                models.AddRange([model.Name.Value, .. model.Aliases.Select(alias => $"{model.Name}@{alias.Name}")]);
            await foreach (SessionInfo session in Grid.Sessions.ListAsync(cancellationToken: Closed))
                _sessions.Add(session);
        });
        if (!isThere)
            return;
        _models = models;
        await TryAsync(BeginAsync);
    }

    private async Task BeginAsync()
    {
        (_form.Dataset, _form.Base) = (Dataset ?? "", Base ?? "");
        if ((Fork ?? Clone) is not { Length: > 0 } other)
            return;
        SessionInfo origin = await Grid.Sessions.GetAsync(SessionId.Parse(other), Closed);
        if (Fork is null)
        {
            _title = $"Clone of session {SessionWords.ShortOf(origin.Id)}";
            _form.Take(origin.Specification);
            return;
        }
        if (Step is not { } step)
            throw new GridException(GridProblem.Invalid, "This link names no step: fork from a session's list of checkpoints.");
        _title = $"Fork of session {SessionWords.ShortOf(origin.Id)} from step {step}";
        _form.Take(origin.Specification with { ForkOf = new CheckpointRef(origin.Id, step) });
    }

    private Task SuggestAsync(TrainingGoal goal) => AskAsync(async () =>
    {
        SessionSuggestion suggestion = await Grid.Sessions.SuggestAsync(
            new SuggestionRequest
            {
                Dataset = DatasetRef.Parse(_form.Dataset.Trim()),
                Goal = goal,
                Base = goal == TrainingGoal.Pretraining || string.IsNullOrWhiteSpace(_form.Base) ? null : ModelRef.Parse(_form.Base.Trim()),
                Publish = ModelName.Parse(_form.Publish.Trim()),
            },
            Closed);
        _form.Take(suggestion.Specification);
        _reasons = suggestion.Reasons;
        Take(suggestion, suggestion.Specification);
    });

    private Task CheckAsync() => AskAsync(async () =>
    {
        SessionSpecification specification = _form.ToSpecification();
        Take(await Grid.Sessions.CheckAsync(specification, Closed), specification);
    });

    private Task StartAsync() => AskAsync(async () =>
    {
        SessionInfo started = await Grid.Sessions.StartAsync(_form.ToSpecification(), _id, Closed);
        Navigation.NavigateTo($"/sessions/{started.Id}");
    });

    private void Take(SessionSuggestion found, SessionSpecification specification) => (_checked, _estimate) = (found, TimeEstimate.Of(specification, _sessions));

    private async Task AskAsync(Func<Task> ask)
    {
        if (_isBusy)
            return;
        _isBusy = true;
        (_checked, _estimate) = (null, null);
        await TryAsync(ask);
        _isBusy = false;
    }

    private Task<IEnumerable<string>> FindDatasets(string typed, CancellationToken cancellationToken) => Task.FromResult(Fitting(_datasets, typed));

    private Task<IEnumerable<string>> FindModels(string typed, CancellationToken cancellationToken) => Task.FromResult(Fitting(_models ?? [], typed));

    private static Task<IEnumerable<string>> FindPresets(string typed, CancellationToken cancellationToken) => Task.FromResult(Fitting(Presets, typed));

    private static IEnumerable<string> Fitting(IEnumerable<string> all, string typed) => all.Where(name => name.Contains(typed ?? "", StringComparison.OrdinalIgnoreCase));

    private static string Words(TrainingGoal goal) => goal switch
    {
        TrainingGoal.Pretraining => "A model from nothing",
        TrainingGoal.Retrieval => "Find these pictures better",
        _ => "Tell these labels apart",
    };
}
