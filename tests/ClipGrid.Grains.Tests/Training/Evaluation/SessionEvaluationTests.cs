using System.Collections.Concurrent;
using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Grains.Training.Evaluation;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Evaluation;

public sealed class SessionEvaluationTests : IDisposable
{
    private const int Longest = 120_000;
    // More than a batch, fewer than one, one item, none: parted by the seed besides.
    private static readonly int[] Sizes = [90, 5, 0, 40, 1];
    private static readonly SessionSpecification Contrastive = TestSessions.Specification with { Evaluation = new EvaluationOptions { HeldOutShare = 0.5 } };
    private static readonly SessionSpecification Labels = Contrastive with { Task = TrainingTask.Classification };
    private readonly SessionId _id = SessionId.Parse("one");
    private SessionWorld _world = new(new TestDataset(sizes: Sizes));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => _world.File("model");

    public void Dispose() => _world.Dispose();

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public async Task RunAsync_AnyNumberOfSilos_EqualsAPlainLoop(int siloCount)
    {
        SmallModel.Write(Folder);
        SessionPlan plan = await PlanAsync(Contrastive);
        Assert.True(plan.HeldOut.Length >= 3 && plan.HeldOut[0].Rows.Sum(range => range.Count) > 32, "The split leaves too little to test.");
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, siloCount);
        ConcurrentQueue<EvaluationProgress> told = new();
        ImmutableSortedDictionary<string, double> values = await Evaluation(Contrastive, plan, cluster).RunAsync(7, Folder, told.Enqueue, Cancellation);
        AssertAsPlain(plan, values);
        Assert.True(values["recall@10"] < 1, "A perfect result would hide a mistake.");
        Assert.Contains(new EvaluationProgress(plan.HeldOutCount, plan.HeldOutCount), told);
        // Each silo has done a part of it, and nothing is left behind.
        Assert.All(Enumerable.Range(0, siloCount), silo => Assert.NotEqual(0, cluster[silo].LoadCount));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task RunAsync_OneSiloFails_ItsSharesAreComputedByTheOther()
    {
        SmallModel.Write(Folder);
        SessionPlan plan = await PlanAsync(Contrastive);
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 2);
        cluster[1].Fails = true;
        AssertAsPlain(plan, await Evaluation(Contrastive, plan, cluster).RunAsync(7, Folder, null, Cancellation));
        Assert.NotEqual(0, cluster[1].LoadCount);
        // Where no silo can, it says so after a few attempts.
        cluster[0].Fails = true;
        GridException error = await Assert.ThrowsAsync<GridException>(() => Evaluation(Contrastive, plan, cluster).RunAsync(8, Folder, null, Cancellation));
        Assert.Equal((GridProblem.Unavailable, "The pictures cannot be read here."), (error.Problem, error.Message));
        await AssertNothingLeftAsync();
    }

    [Fact(Timeout = Longest)]
    public async Task RunAsync_SiloKilledInTheMiddle_GoesOnWithTheOthers()
    {
        SmallModel.Write(Folder);
        SessionPlan plan = await PlanAsync(Contrastive);
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 2);
        WatchedPartitions dying = cluster[1];
        dying.Holds = true;
        Task<ImmutableSortedDictionary<string, double>> running = Evaluation(Contrastive, plan, cluster).RunAsync(7, Folder, null, Cancellation);
        await dying.Reached.WaitAsync(TestContext.Current.CancellationToken);
        Task killed = cluster.KillAsync(1);
        AssertAsPlain(plan, await running.WaitAsync(TestContext.Current.CancellationToken));
        dying.GoOn();
        await killed.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = Longest)]
    public async Task RunAsync_Cancelled_StopsTheSharesElsewhere()
    {
        SmallModel.Write(Folder);
        SessionPlan plan = await PlanAsync(Contrastive);
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 2);
        cluster[1].Holds = true;
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task running = Evaluation(Contrastive, plan, cluster).RunAsync(7, Folder, null, cancel.Token);
        await cluster[1].Reached;
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await cluster[1].Cancelled.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await CandidatesAsync());
    }

    [Fact]
    public async Task RunAsync_Classification_CountsAsAPlainLoop()
    {
        Use(new TestDataset(sizes: Sizes, isLabelled: true));
        SmallModel.Write(Folder);
        SessionPlan plan = await PlanAsync(Labels);
        Assert.Equal(["blue", "green", "red", "yellow"], plan.Classes);
        // Its classes in another order than the plan's, and one more: names decide, not places.
        ImmutableArray<string> classes = ["yellow", "red", "pink", "blue", "green", "grey", "white"];
        using PlainEvaluation plain = new(Folder, plan, _world.Dataset);
        float[][] rows = [.. classes.Select(label => plain.Example(label) ?? plain.Example("red")!.Select(value => value * 0.9f).ToArray())];
        new ClassifierHead(classes, rows.SelectMany(row => row).ToArray(), new float[classes.Length]).Save(Folder);
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 2);
        ImmutableSortedDictionary<string, double> values = await Evaluation(Labels, plan, cluster).RunAsync(7, Folder, null, Cancellation);
        AssertCounts(plain, plain.RanksOf(vector => ClassifierHead.Find(Folder)!.Logits(vector), classes), "", values);
        Assert.Equal(3, values.Count);
    }

    [Fact]
    public async Task RunAsync_LabelsWithoutCaptions_IsZeroShotAccuracyAndRetrievalWhereItDecides()
    {
        Use(new TestDataset(sizes: Sizes, isLabelled: true));
        SmallModel.Write(Folder);
        SessionPlan plan = await PlanAsync(Contrastive);
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 2);
        ImmutableSortedDictionary<string, double> values = await Evaluation(Contrastive, plan, cluster).RunAsync(7, Folder, null, Cancellation);
        using PlainEvaluation plain = new(Folder, plan, _world.Dataset);
        float[][] texts = plain.Texts([.. plan.Classes.Select(label => $"a photo of a {label}")]);
        AssertCounts(plain, plain.RanksOf(vector => [.. texts.Select(text => Similarity.Dot(vector, text))], plan.Classes), "zero-shot ", values);
        Assert.Equal(3, values.Count);
        SessionSpecification retrieval = Contrastive with { Evaluation = Contrastive.Evaluation! with { Metric = "recall@1" } };
        AssertAsPlain(plan, await Evaluation(retrieval, plan, cluster).RunAsync(8, Folder, null, Cancellation));
    }

    [Fact]
    public async Task RunAsync_SeveralModelsInTurn_GivesEachItsValuesAndTellsHowFarItIs()
    {
        string[] folders = [SmallModel.Write(_world.File("a"), seed: 7), SmallModel.Write(_world.File("b"), seed: 8)];
        SessionPlan plan = await PlanAsync(Contrastive);
        await using EvaluationCluster cluster = await EvaluationCluster.StartAsync(_world, 1);
        ConcurrentQueue<EvaluationProgress> told = new();
        SessionEvaluation evaluation = Evaluation(Contrastive, plan, cluster);
        ImmutableSortedDictionary<string, double> first = await evaluation.RunAsync(7, folders[0], told.Enqueue, Cancellation), second = await evaluation.RunAsync(7, folders[1], null, Cancellation);
        AssertAsPlain(plan, first, folders[0]);
        AssertAsPlain(plan, second, folders[1]);
        Assert.NotEqual(first.AsEnumerable(), second.AsEnumerable());
        Assert.Contains(new EvaluationProgress(plan.HeldOutCount, plan.HeldOutCount), told);
    }

    [Fact]
    public async Task DownloadAsync_ChangedFile_IsCorrupt()
    {
        SmallModel.Write(Folder);
        CandidateStore store = new(_world.Blobs);
        EvaluationCandidate candidate = await store.UploadAsync(_id, 7, Folder, Cancellation);
        await store.DownloadAsync(candidate, _world.File("copy"), Cancellation);
        Assert.Equal(Directory.EnumerateFiles(Folder).Select(Path.GetFileName).Order(), Directory.EnumerateFiles(_world.File("copy")).Select(Path.GetFileName).Order());
        await _world.Blobs.PutAsync(candidate.BlobOf(candidate.Files[0]), new byte[] { 1 }, BlobCondition.None, Cancellation);
        GridException error = await Assert.ThrowsAsync<GridException>(() => store.DownloadAsync(candidate, _world.File("other"), Cancellation));
        Assert.Equal(GridProblem.Corrupt, error.Problem);
        await store.ClearAsync(_id, Cancellation);
        Assert.Empty(await CandidatesAsync());
    }

    private SessionEvaluation Evaluation(SessionSpecification specification, SessionPlan plan, EvaluationCluster cluster) => new(_id, specification, plan, cluster.Surroundings);

    private Task<SessionPlan> PlanAsync(SessionSpecification specification) => new SessionPlanner(_id, specification, _world.Surroundings()).GetAsync(Cancellation);

    private void Use(TestDataset dataset)
    {
        _world.Dispose();
        _world = new SessionWorld(dataset);
    }

    private void AssertAsPlain(SessionPlan plan, ImmutableSortedDictionary<string, double> values, string? folder = null)
    {
        using PlainEvaluation plain = new(folder ?? Folder, plan, _world.Dataset);
        RetrievalReport report = plain.Retrieval();
        Assert.Equal((report.ImageToText.RecallAt1 + report.TextToImage.RecallAt1) / 2, values["recall@1"]);
        Assert.Equal(report.ImageToText.RecallAt1, values["image-to-text recall@1"]);
        Assert.Equal(report.TextToImage.RecallAt1, values["text-to-image recall@1"]);
        Assert.Equal(report.TextToImage.RecallAt5, values["text-to-image recall@5"]);
        Assert.Equal(report.ImageToText.RecallAt10, values["image-to-text recall@10"]);
        Assert.Equal(report.ImageToText.MeanRank, values["image-to-text mean rank"]);
        Assert.Equal(report.TextToImage.MeanRank, values["text-to-image mean rank"]);
        Assert.Equal((report.ImageToText.MedianRank + report.TextToImage.MedianRank) / 2, values["median rank"]);
    }

    private static void AssertCounts(PlainEvaluation plain, int[] ranks, string prefix, ImmutableSortedDictionary<string, double> values)
    {
        Assert.Equal((double)ranks.Count(rank => rank == 0) / ranks.Length, values[prefix + "accuracy"]);
        Assert.Equal((double)ranks.Count(rank => rank < 5) / ranks.Length, values[prefix + "accuracy@5"]);
        double mean = plain.Items.Zip(ranks).GroupBy(one => one.First.Label).Average(own => (double)own.Count(one => one.Second == 0) / own.Count());
        Assert.Equal(mean, values[prefix + "mean class accuracy"], 12);
        Assert.NotEqual(0, values[prefix + "accuracy"]);
    }

    private async Task AssertNothingLeftAsync()
    {
        Assert.Empty(await CandidatesAsync());
        Assert.Empty(Directory.EnumerateDirectories(_world.Scratch).SelectMany(Directory.EnumerateFileSystemEntries));
    }

    private async Task<string[]> CandidatesAsync() => await _world.Blobs.ListAllAsync(GridPaths.SessionCandidates(_id), Cancellation).Select(blob => blob.Name).ToArrayAsync(Cancellation);
}
