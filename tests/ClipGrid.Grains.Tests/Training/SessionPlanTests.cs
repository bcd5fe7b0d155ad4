using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Data;
using Xunit;

namespace ClipGrid.Grains.Tests.Training;

/// <summary>Which items are trained on and which judge.</summary>
public sealed class SessionPlanTests : IDisposable
{
    private static readonly SessionSpecification Judged = TestSessions.Specification with { Evaluation = new EvaluationOptions { HeldOutShare = 0.25 } };
    private static readonly SessionSpecification Labels = Judged with { Task = TrainingTask.Classification, BatchSize = 2 };
    private readonly SessionWorld _world = new();
    private readonly SessionId _id = SessionId.Parse("one");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task GetAsync_HeldOutShare_PartsAllItemsOnce()
    {
        SessionPlan plan = await new SessionPlanner(_id, Judged, _world.Surroundings()).GetAsync(Cancellation);
        SessionItems train = await SessionItems.LoadAsync(plan, Judged, _world.Dataset, Cancellation);
        SessionItems held = await SessionItems.LoadAsync(plan.OfHeldOut, Judged, _world.Dataset, Cancellation);
        Assert.Equal(_world.Dataset.Items.Select(item => item.Info.Key), train.Keys.Concat(held.Keys).Order(StringComparer.Ordinal));
        Assert.Equal((train.Keys.Length, held.Keys.Length), (plan.ItemCount, plan.HeldOutCount));
        Assert.Null(plan.HeldOutRemark);
        // A run that goes on finds the same choice.
        SessionPlan again = await new SessionPlanner(_id, Judged, _world.Surroundings()).GetAsync(Cancellation);
        Assert.Equal(held.Keys, (await SessionItems.LoadAsync(again.OfHeldOut, Judged, _world.Dataset, Cancellation)).Keys);
    }

    [Fact]
    public void Make_OtherOrderAndPartitions_HoldsOutTheSamePictures()
    {
        ChosenItem[] items = [.. Enumerable.Range(0, 200).Select(Item)];
        string[] one = HeldOut(items, 200), other = HeldOut([.. items.Reverse()], 7);
        Assert.Equal(one.Order(), other.Order());
        Assert.InRange(one.Length, 30, 70);
        Assert.NotEqual(one.Order(), HeldOut(items, 200, seed: 6).Order());
    }

    [Fact]
    public void Make_PictureSeveralTimes_FallsOnOneSide()
    {
        ChosenItem[] items = [.. Enumerable.Range(0, 200).Select(i => Item(i) with { Picture = $"picture {i / 4}" })];
        Assert.All(HeldOut(items, 9).GroupBy(picture => picture), group => Assert.Equal(4, group.Count()));
    }

    [Fact]
    public void IsHeldOut_ManyPictures_HoldsOutTheShare()
    {
        int count = Enumerable.Range(0, 20_000).Count(i => HeldOutSplit.IsHeldOut(1, $"picture {i}", 0.1));
        Assert.InRange(count, 1_830, 2_170);
    }

    [Fact]
    public async Task GetAsync_FormatOne_HasNothingHeldOut()
    {
        string stored = """
            {"Format":1,"DatasetDigest":"d1","Partitions":[{"Id":"shapes/1/0","Digest":"s1","PictureByteCount":12,"Rows":[{"Start":2,"Count":3}]}]}
            """;
        await _world.Blobs.PutAsync(GridPaths.SessionPlan(_id), System.Text.Encoding.UTF8.GetBytes(stored), BlobCondition.None, Cancellation);
        SessionPlan plan = await new SessionPlanner(_id, Judged, _world.Surroundings()).GetAsync(Cancellation);
        Assert.Equal((3, 0, 0), (plan.ItemCount, plan.HeldOutCount, plan.Classes.Length));
        Assert.Equal(new PartitionId(TestDataset.Name, 1, 0), plan.Partitions[0].Id);
    }

    [Fact]
    public async Task GetAsync_OtherDataset_ChoosesByItsFilterAndSaysWhatIsKnown()
    {
        SessionSpecification specification = TestSessions.Specification with
        {
            Evaluation = new EvaluationOptions { Dataset = new DatasetRef(TestDataset.Name), Filter = new EqualsFilter("label", new MetadataValue("red")) },
        };
        SessionPlan plan = await new SessionPlanner(_id, specification, _world.Surroundings()).GetAsync(Cancellation);
        SessionItems held = await SessionItems.LoadAsync(plan.OfHeldOut, specification, _world.Dataset, Cancellation);
        Assert.Equal(_world.Dataset.Items.Where(item => item.Info.Label == "red").Select(item => item.Info.Key), held.Keys);
        Assert.Equal((TestDataset.ItemCount, "d1", held.Keys.Length), (plan.ItemCount, plan.HeldOutDigest, plan.KnownPictureCount));
        Assert.Contains("are also trained on", plan.HeldOutRemark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GetAsync_Classification_KnowsTheClassesOnBothSides()
    {
        SessionPlan plan = await new SessionPlanner(_id, Labels, _world.Surroundings()).GetAsync(Cancellation);
        Assert.Equal(["blue", "green", "red", "yellow"], plan.Classes);
        Dictionary<string, string> labels = _world.Dataset.Items.Where(item => item.Info.Label is not null).ToDictionary(item => item.Info.Key, item => item.Info.Label!);
        Assert.Equal(labels.Count, plan.ItemCount + plan.HeldOutCount);
        foreach (SessionPlan side in new[] { plan, plan.OfHeldOut })
        {
            SessionItems items = await SessionItems.LoadAsync(side, Labels, _world.Dataset, Cancellation);
            Assert.Equal(items.Keys.Select(key => labels[key]), items.Classes.Select(place => plan.Classes[place]));
        }
    }

    [Fact]
    public void Make_LabelThatIsNotTrainedOn_IsLeftOutAndCounted()
    {
        ChosenItems train = Parted([.. Enumerable.Range(0, 20).Select(i => Item(i) with { Label = i % 2 == 0 ? "cat" : "dog" })], 20);
        ChosenItems judges = Parted([Item(30) with { Label = "cat" }, Item(31) with { Label = "cow" }, Item(32) with { Label = "dog" }], 3);
        SessionPlan plan = PlanMaker.Make(Labels with { Evaluation = new EvaluationOptions { Dataset = DatasetRef.Parse("other") } }, train, judges);
        Assert.Equal((2, 1), (plan.HeldOutCount, plan.UnknownLabelCount));
        Assert.Equal([new RowRange(0, 1), new RowRange(2, 1)], plan.HeldOut[0].Rows);
        Assert.StartsWith("1 items to be judged by were left out: no item", plan.HeldOutRemark, StringComparison.Ordinal);
    }

    [Fact]
    public void Make_LabelsWithoutCaptions_IsZeroShot()
    {
        ChosenItem[] items = [.. Enumerable.Range(0, 40).Select(i => Item(i) with { Label = $"label {i % 3}", CaptionCount = 0 })];
        SessionSpecification zeroShot = Judged with { Evaluation = Judged.Evaluation! with { Metric = "zero-shot accuracy" } };
        Assert.Equal(["label 0", "label 1", "label 2"], PlanMaker.Make(zeroShot, Parted(items, 40), null).Classes);
        Invalid("Evaluation.Metric is zero-shot accuracy: it needs held-out items", () => PlanMaker.Make(zeroShot, Parted([.. items.Select(item => item with { CaptionCount = 1 })], 40), null));
    }

    [Fact]
    public void Make_TooFewOrTooMany_IsInvalid()
    {
        ChosenItem[] items = [.. Enumerable.Range(0, 40).Select(Item)];
        Invalid("Evaluation needs 1 item or more, and of 40 items a HeldOutShare of 0.0001 leaves none", () =>
            PlanMaker.Make(Judged with { Evaluation = new EvaluationOptions { HeldOutShare = 0.0001 } }, Parted(items, 40), null));
        Invalid("Evaluation needs 1 item or more, and other has no item with a caption", () =>
            PlanMaker.Make(Judged with { Evaluation = new EvaluationOptions { Dataset = DatasetRef.Parse("other") } }, Parted(items, 40), Parted([], 1)));
        Invalid("BatchSize is 40: shapes has", () => PlanMaker.Make(Judged with { BatchSize = 40 }, Parted(items, 40), null));
        Invalid("Classification needs items of two labels or more, and shapes has only \"cat\"", () =>
            PlanMaker.Make(Labels, Parted([.. items.Select(item => item with { Label = "cat" })], 40), null));
        Invalid("Evaluation is by 40 pictures with 200,040 captions: at most 200,000", () =>
            PlanMaker.Make(Judged with { Evaluation = new EvaluationOptions { Dataset = DatasetRef.Parse("other") } }, Parted(items, 40), Parted([.. items.Select(item => item with { CaptionCount = 5_001 })], 40)));
    }

    private static void Invalid(string beginning, Func<SessionPlan> make)
    {
        GridException error = Assert.Throws<GridException>(make);
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
    }

    private static ChosenItem Item(int i) => new(0, string.Create(CultureInfo.InvariantCulture, $"picture {i}"), 10, 1, null);

    private static ChosenItems Parted(ChosenItem[] items, int size) => new("d1", [
        .. items.Chunk(size).Select((part, number) => new ChosenPartition(
            new PartitionInfo { Id = new PartitionId(TestDataset.Name, 1, number), ItemCount = part.Length, CaptionCount = part.Length, ByteCount = 1, Digest = "s" },
            [.. part.Select((item, row) => item with { Row = row })])),
    ]);

    private static string[] HeldOut(ChosenItem[] items, int size, ulong seed = 5)
    {
        SessionPlan plan = PlanMaker.Make(Judged with { Seed = seed }, Parted(items, size), null);
        return [.. plan.HeldOut.SelectMany(partition => partition.Rows.SelectMany(range => Enumerable.Range(range.Start, range.Count)).Select(row => items[(partition.Id.Number * size) + row].Picture))];
    }
}
