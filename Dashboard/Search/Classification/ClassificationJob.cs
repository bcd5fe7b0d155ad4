using System.Collections.Immutable;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;

namespace ClipGrid.Dashboard.Search.Classification;

/// <summary>
/// A classification of all labelled items of a data set version, some batches at a time. Thread-safe: whoever looks sees a report that does
/// not change.
/// </summary>
internal sealed class ClassificationJob(ClipGridClient grid, ClassificationOrder order) : IDisposable
{
    private const int BatchSize = 32;
    private const int BatchesAtOnce = 2;
    private const int MostJudged = 100_000;
    private const int PageSize = BatchSize * BatchesAtOnce * 4;

    private readonly CancellationTokenSource _cancellation = new();
    private volatile ClassificationReport _report = new() { State = JobState.Running };

    /// <summary>How it is named in addresses.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What is wanted.</summary>
    public ClassificationOrder Order => order;

    /// <summary>How far it is.</summary>
    public ClassificationReport Report => _report;

    /// <summary>Ends it. What was counted stays; the few batches that are on their way are not counted.</summary>
    public void Cancel()
    {
        if (_report.State == JobState.Running)
            _cancellation.Cancel();
    }

    /// <summary>Does it all; never throws for what the grid refuses.</summary>
    public async Task RunAsync()
    {
        try
        {
            await JudgeAsync(_cancellation.Token);
            _report = _report with { State = JobState.Completed };
        }
        catch (GridException e)
        {
            _report = _report with { State = JobState.Failed, Message = e.Message };
        }
        catch (OperationCanceledException) when (_cancellation.IsCancellationRequested)
        {
            _report = _report with { State = JobState.Cancelled };
        }
    }

    /// <summary>Marks it as ended by a fault.</summary>
    public void Break() => _report = _report with { State = JobState.Failed, Message = "Something unforeseen happened; the log of the dashboard has the details." };

    /// <inheritdoc/>
    public void Dispose() => _cancellation.Dispose();

    private async Task JudgeAsync(CancellationToken cancellationToken)
    {
        ModelVersionInfo model = await grid.Models.ResolveAsync(order.Model, cancellationToken);
        DatasetVersionInfo version = await grid.Datasets.GetVersionAsync(order.Dataset, cancellationToken);
        DatasetRef dataset = new(version.Dataset, version.Version);
        ImmutableArray<string> classes = order.Classes.IsEmpty ? model.Classes : order.Classes;
        if (classes.IsEmpty)
            throw new GridException(GridProblem.Invalid, $"{model.Id.Short} was not trained to tell labels apart: write the classes, one a line.");
        _report = _report with { Dataset = dataset, Model = model.Id, Classes = classes, TotalCount = version.ItemCount };
        Dictionary<string, int> places = classes.Select((name, place) => (name, place)).ToDictionary(pair => pair.name, pair => pair.place, StringComparer.Ordinal);

        for (int skip = 0; ;)
        {
            ItemPage page = await grid.Datasets.GetItemsAsync(dataset, skip, PageSize, cancellationToken);
            await JudgeAsync(page, new ModelRef(model.Id.Name, model.Id.Digest.Value), dataset, places, cancellationToken);
            skip += page.Items.Length;
            _report = _report with { SeenCount = skip, TotalCount = page.TotalCount };
            if (page.Items.IsEmpty || skip >= page.TotalCount)
                return;
            if (_report.Items.Count >= MostJudged)
            {
                _report = _report with { Message = $"Ended after the first {MostJudged:N0} labelled items." };
                return;
            }
        }
    }

    private async Task JudgeAsync(ItemPage page, ModelRef model, DatasetRef dataset, Dictionary<string, int> places, CancellationToken cancellationToken)
    {
        ItemInfo[] labelled = [.. page.Items.Where(item => item.Label is not null)];
        ItemInfo[] items = [.. labelled.Where(item => places.ContainsKey(item.Label!))];
        JudgedItem?[] judged = new JudgedItem?[items.Length];
        ParallelOptions few = new() { MaxDegreeOfParallelism = BatchesAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, items.Length).Chunk(BatchSize), few, async (batch, token) =>
        {
            ClassifyResult result = await grid.Search.ClassifyAsync(
                new ClassifyRequest
                {
                    Model = model,
                    Pictures = [.. batch.Select(i => new PictureInput { Dataset = dataset, ItemKey = items[i].Key })],
                    Classes = order.Classes,
                    Templates = order.Templates,
                    Top = 1,
                },
                token);
            for (int i = 0; i < batch.Length; i++)
                if (result.Pictures[i].Classes is [{ } best, ..] && places.TryGetValue(best.Class, out int predicted))
                    judged[batch[i]] = new JudgedItem(items[batch[i]].Key, places[items[batch[i]].Label!], predicted, best.Probability);
        });
        ClassificationReport before = _report;
        JudgedItem[] done = [.. judged.OfType<JudgedItem>()];
        _report = before with
        {
            Items = before.Items.AddRange(done),
            UnlabelledCount = before.UnlabelledCount + page.Items.Length - labelled.Length,
            OtherLabelCount = before.OtherLabelCount + labelled.Length - items.Length,
            FailedCount = before.FailedCount + items.Length - done.Length,
        };
    }
}
