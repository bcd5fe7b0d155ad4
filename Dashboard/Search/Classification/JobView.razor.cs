using System.Collections.Immutable;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Dashboard.Display;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>A classification of a data set: how far it is and what it says.</summary>
public sealed partial class JobView : GridComponent, IAsyncDisposable
{
    private const int MostShown = 60;
    private const int MostConfused = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private ClassificationJob? _job;
    private ClassificationReport? _report;
    private ConfusionMatrix _matrix = new(0);
    private ImmutableArray<ClassRow> _rows = [];
    private ImmutableArray<ConfusedPair> _confused = [];
    private ImmutableArray<JudgedItem> _cellItems = [];
    private (int Actual, int Predicted)? _cell;
    private PageScript _download = null!;

    [Inject]
    private ClassificationJobs Jobs { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    /// <summary>Which one.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _download = new PageScript(Script, "download.js");
        _job = Jobs.Find(Id);
        Look();
        if (!RendererInfo.IsInteractive)
            return;
        using PeriodicTimer timer = new(Pause, Time);
        try
        {
            while (_report?.State == JobState.Running && await timer.WaitForNextTickAsync(Closed))
            {
                Look();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page was left; the classification goes on.
        }
    }

    private void Look()
    {
        if (_job is null || ReferenceEquals(_report, _job.Report))
            return;
        _report = _job.Report;
        _matrix = _report.Matrix();
        _rows = [.. _report.Classes.Select((name, i) => new ClassRow(name, _matrix.Support(i), _matrix.PredictedCount(i), _matrix.Precision(i), _matrix.Recall(i)))];
        _confused = [.. _matrix.Confused().Take(MostConfused).Select(pair => new ConfusedPair(pair.Actual, pair.Predicted, pair.Count))];
        if (_cell is { } cell)
            OpenCell(cell);
    }

    private void OpenCell((int Actual, int Predicted) cell)
    {
        if (_report is not { } report || cell.Actual < 0 || cell.Predicted < 0 || cell.Actual >= report.Classes.Length || cell.Predicted >= report.Classes.Length)
            return;
        _cell = cell;
        _cellItems = [.. report.Items.Where(item => item.Actual == cell.Actual && item.Predicted == cell.Predicted)];
    }

    private static string Percent(double? share) => share is { } given ? Shown.Percent(given) : "–";

    private Task SaveItemsAsync() => _report is { } report
        ? _download.CallAsync("save", "classified-items.csv", "text/csv;charset=utf-8", ClassificationExport.Items(report))
        : Task.CompletedTask;

    private Task SaveClassesAsync() => _report is { } report
        ? _download.CallAsync("save", "classified-classes.csv", "text/csv;charset=utf-8", ClassificationExport.Classes(report))
        : Task.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        await _download.DisposeAsync();
    }
}
