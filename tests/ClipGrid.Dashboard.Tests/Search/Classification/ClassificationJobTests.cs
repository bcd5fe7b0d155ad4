using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Dashboard.Search.Classification;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Search.Classification;

public sealed class ClassificationJobTests
{
    private static readonly ClassificationOrder Order = new(DatasetRef.Parse("toys"), ModelRef.Parse("eye"), ["cat", "dog"], ["a {}"]);

    [Fact]
    public async Task RunAsync_LabelledItems_AreJudgedAndTheOthersCounted()
    {
        (ClipGridClient client, StubGrid grid) = Connect(Samples.Item("1", "cat"), Samples.Item("2"), Samples.Item("3", "dog"), Samples.Item("4", "cow"), Samples.Item("bad", "dog"));
        grid.Answer<ISearchGrain>("ClassifyAsync", arguments => Task.FromResult(Say((ClassifyRequest)arguments[0]!, "cat")));
        using ClassificationJob job = new(client, Order);

        await job.RunAsync();

        ClassificationReport report = job.Report;
        Assert.Equal((JobState.Completed, 5L, 1L, 1L, 1L), (report.State, report.SeenCount, report.UnlabelledCount, report.OtherLabelCount, report.FailedCount));
        Assert.Equal([new JudgedItem("1", 0, 0, 0.75), new JudgedItem("3", 1, 0, 0.75)], report.Items);
        Assert.Equal(0.5, report.Matrix().Accuracy);
    }

    [Fact]
    public async Task RunAsync_GridRefuses_SaysWhatTheGridSaid()
    {
        (ClipGridClient client, StubGrid grid) = Connect(Samples.Item("1", "cat"));
        grid.Answer<ISearchGrain>("ClassifyAsync", _ => Task.FromException<ClassifyResult>(new GridException(GridProblem.NotFound, "There is no eye.")));
        using ClassificationJob job = new(client, Order);

        await job.RunAsync();

        Assert.Equal((JobState.Failed, "There is no eye."), (job.Report.State, job.Report.Message));
    }

    [Fact]
    public async Task Start_TwoThatRun_RefusesAThirdAndEndsThemWithTheDashboard()
    {
        (ClipGridClient client, StubGrid grid) = Connect(Samples.Item("1", "cat"));
        grid.Answer<ISearchGrain>("ClassifyAsync", arguments => NeverAsync((CancellationToken)arguments[1]!));
        ClassificationJobs jobs = new(client, NullLogger<ClassificationJobs>.Instance);
        ClassificationJob first = jobs.Start(Order);
        ClassificationJob second = jobs.Start(Order);

        Assert.Throws<GridException>(() => jobs.Start(Order));
        Assert.Same(first, jobs.Find(first.Id));
        Assert.Null(jobs.Find("else"));
        await jobs.DisposeAsync();
        Assert.Equal((JobState.Cancelled, JobState.Cancelled), (first.Report.State, second.Report.State));
    }

    private static (ClipGridClient Client, StubGrid Grid) Connect(params ItemInfo[] items)
    {
        (ClipGridClient client, StubGrid grid) = StubGrid.Connect();
        grid.Answer<IModelGrain>("ResolveAsync", _ => Task.FromResult(Samples.VersionInfo(Samples.Version("eye"))))
            .Answer<IDatasetGrain>("GetVersionAsync", _ => Task.FromResult(Samples.DatasetVersion("toys")))
            .Answer<IDatasetGrain>("ListItemsAsync", arguments => Task.FromResult(new ItemPage([.. items.Skip((int)arguments[1]!).Take(2)], items.Length)));
        return (client, grid);
    }

    private static async Task<ClassifyResult> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("It waits until it is cancelled.");
    }

    private static ClassifyResult Say(ClassifyRequest request, string name) => new(
        [.. request.Pictures.Select(picture => picture.ItemKey == "bad" ? new PictureClasses([], "It is no picture.") : new PictureClasses([new ClassProbability(name, 0.75, 0.3)], null))],
        Samples.Version("eye"));
}
