using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Training;
using ClipGrid.Grains.Training.Advice;
using ClipGrid.Grains.Training.Data;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Advice;

/// <summary>What is suggested for which data.</summary>
public sealed class SessionAdvisorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Draft_AnyDataAndModel_IsASpecificationThatStarts()
    {
        BaseModel[] models = [AdviceData.Model(), AdviceData.Model(isTransformer: false, 102_000_000), AdviceData.Model(parameterCount: 3_000_000, logitScale: 14), AdviceData.Model(isTransformer: false, 4_000_000)];
        int checkedCount = 0;
        foreach (BaseModel model in models)
            foreach (int side in new[] { 28, 300 })
            {
                foreach ((int labels, int each) in new[] { (2, 5), (3, 4), (10, 1), (5, 12), (37, 19), (37, 20), (10, 200), (10, 500), (10, 501), (10, 6000), (1000, 1300), (3000, 2) })
                    foreach (TrainingGoal goal in new[] { TrainingGoal.Classification, TrainingGoal.Retrieval })
                        Check(goal, AdviceData.Labelled(labels, each, side), model);
                foreach (long count in new long[] { 10, 11, 60, 200, 1999, 2000, 3300, 50_000, 3_000_000 })
                    Check(TrainingGoal.Retrieval, AdviceData.Captioned(count, 5, side), model);
            }
        foreach (int side in new[] { 28, 300 })
            foreach (long count in new long[] { 100, 3300, 60_000, 5_000_000 })
                Check(TrainingGoal.Pretraining, AdviceData.Captioned(count, 1, side), null);
        Assert.Equal(4 * 2 * (24 + 9) + 8, checkedCount);

        void Check(TrainingGoal goal, DataFacts data, BaseModel? start)
        {
            SessionDraft draft = AdviceData.Draft(goal, data, start);
            SessionSpecification s = draft.Specification;
            SessionSpecificationValidation.Check(s);
            Assert.InRange(s.BatchSize, 2, data.ItemCount / 2);
            Assert.Equal(goal == TrainingGoal.Classification && data.PicturesPerLabel == 1, s.Evaluation is null);
            Assert.InRange(s.CheckpointInterval, 1, s.StepCount);
            Assert.Equal(s.CheckpointInterval, s.Evaluation?.Interval ?? s.CheckpointInterval);
            Assert.NotEmpty(draft.Reasons);
            Assert.All(draft.Reasons, reason => Assert.Matches(@"^[\p{Lu}\d][^\n]*\.$", reason));
            if (start is { IsTransformer: false })
                Assert.True(s.Lora is null && s.MicroBatchSize is null);
            checkedCount++;
        }
    }

    [Theory]
    [InlineData(TrainingGoal.Classification, 10, 1)]
    [InlineData(TrainingGoal.Classification, 2, 5)]
    [InlineData(TrainingGoal.Classification, 5, 12)]
    [InlineData(TrainingGoal.Classification, 20, 2)]
    [InlineData(TrainingGoal.Retrieval, 3, 4)]
    public void Draft_FewPictures_CanBePartedByItsSeed(TrainingGoal goal, int labels, int each)
    {
        DataFacts data = AdviceData.Labelled(labels, each);
        SessionSpecification s = AdviceData.Draft(goal, data, AdviceData.Model()).Specification;
        ChosenPartition partition = new(new PartitionInfo { Id = new PartitionId(data.Dataset.Name, 3, 0), ItemCount = data.Items.Length, CaptionCount = 0, ByteCount = 1, Digest = "d" }, data.Items);

        SessionPlan plan = PlanMaker.Make(s, new ChosenItems("d", [partition]), null);

        // A label's only picture is needed to train on.
        Assert.InRange(plan.HeldOutCount, s.Evaluation is null ? 0 : 1, data.Items.Length / 2);
        Assert.Equal(goal == TrainingGoal.Classification && each == 1, s.Evaluation is null);
        Assert.InRange(s.BatchSize, 2, plan.ItemCount);
    }

    [Fact]
    public void Draft_Classification_TakesTheMethodByPicturesOfALabel()
    {
        SessionSpecification Of(int perLabel, bool isTransformer = true) =>
            AdviceData.Draft(TrainingGoal.Classification, AdviceData.Labelled(10, perLabel), AdviceData.Model(isTransformer)).Specification;

        Assert.Equal(ClassificationMethod.LinearProbe, Of(19).Classification!.Method);
        Assert.Equal((1.0, false), (Of(19).CropMinScale, Of(19).Mirrors));
        Assert.Equal((ClassificationMethod.FineTuning, 8), (Of(20).Classification!.Method, Of(20).Lora!.Rank));
        Assert.Equal((true, false), (Of(20).Lora!.ImageTower, Of(20).Lora!.TextTower));
        Assert.NotEmpty(Of(20).Classification!.Mixtures);
        Assert.NotNull(Of(500).Lora);
        Assert.Equal((null, 0.75), (Of(501).Lora, Of(501).LayerRateDecay));
        Assert.Equal((null, 0.75), (Of(100, isTransformer: false).Lora, Of(100, isTransformer: false).LayerRateDecay));
    }

    [Fact]
    public void Draft_Retrieval_SparesAModelThatHasFewPairs()
    {
        SessionSpecification few = AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(1999), AdviceData.Model()).Specification;
        SessionSpecification locked = AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(1999), AdviceData.Model(isTransformer: false)).Specification;
        SessionSpecification many = AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(2000), AdviceData.Model()).Specification;

        Assert.Equal((true, 1e-4), (few.Lora is { ImageTower: true, TextTower: true }, few.LearningRate));
        Assert.Equal((true, false), (locked.LocksImageTower, locked.LocksTextTower));
        Assert.Equal((null, false, 1e-5), (many.Lora, many.LocksImageTower, many.LearningRate));
        Assert.Equal(32, many.MicroBatchSize);
    }

    [Fact]
    public void Draft_LabelsOnly_AreNotTheirOwnNegativesAndAreJudgedByLabels()
    {
        SessionSpecification s = AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Labelled(10, 300), AdviceData.Model()).Specification;

        Assert.True(s.SparesSameLabel);
        Assert.Equal("zero-shot accuracy", s.Evaluation!.Metric);
        Assert.Null(AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(3000), AdviceData.Model()).Specification.Evaluation!.Metric);
    }

    [Fact]
    public void Draft_Pretraining_TakesTheNetworkByTheData()
    {
        string? Of(long count, int side) => AdviceData.Draft(TrainingGoal.Pretraining, AdviceData.Captioned(count, 1, side)).Specification.Preset;

        Assert.Equal(("TinyRN@64", "Micro/4@28", "ViT-B/32"), (Of(3300, 72), Of(60_000, 28), Of(5_000_000, 300)));
    }

    [Fact]
    public void Draft_WordsOfSides_ForbidMirrors()
    {
        SessionDraft sided = AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(3000, sidedWord: "left"), AdviceData.Model());

        Assert.False(sided.Specification.Mirrors);
        Assert.Contains(sided.Reasons, reason => reason.Contains("\"left\"", StringComparison.Ordinal));
        Assert.True(AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(3000), AdviceData.Model()).Specification.Mirrors);
    }

    [Fact]
    public void Draft_TooFewJudges_DoesNotStopEarly()
    {
        Assert.Null(AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(60), AdviceData.Model()).Specification.Evaluation!.Patience);
        Assert.NotNull(AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(200), AdviceData.Model()).Specification.Evaluation!.Patience);
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(3, 3)]
    public void Draft_TooFewLabelsOrPictures_IsRefused(int labels, int each)
    {
        GridException error = Assert.Throws<GridException>(() => AdviceData.Draft(TrainingGoal.Classification, AdviceData.Labelled(labels, each), AdviceData.Model()));

        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("choose retrieval", error.Message, StringComparison.Ordinal);
        Assert.Throws<GridException>(() => AdviceData.Draft(TrainingGoal.Retrieval, AdviceData.Captioned(9), AdviceData.Model()));
        Assert.Throws<GridException>(() => AdviceData.Draft(TrainingGoal.Pretraining, AdviceData.Captioned(99)));
    }

    [Theory]
    [InlineData(TrainingGoal.Pretraining, true)]
    [InlineData(TrainingGoal.Retrieval, false)]
    [InlineData(TrainingGoal.Classification, false)]
    [InlineData((TrainingGoal)9, true)]
    public async Task SuggestAsync_GoalAndBaseDoNotGoTogether_IsRefusedBeforeAnythingIsRead(TrainingGoal goal, bool hasBase)
    {
        using SessionWorld world = new();
        SessionAdvisor advisor = new(world.Neighbours, world.Dataset, new SessionNeeds(world.Models));
        SuggestionRequest request = new() { Dataset = DatasetRef.Parse("nosuch"), Goal = goal, Base = hasBase ? ModelRef.Parse("vit") : null, Publish = ModelName.Parse("mine") };

        Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => advisor.SuggestAsync(request, Token))).Problem);
    }

    [Fact]
    public async Task CheckAsync_ASpecification_FixesItsVersionsOrRefusesItAsAStartWould()
    {
        using SessionWorld world = new();
        SessionAdvisor advisor = new(world.Neighbours, world.Dataset, new SessionNeeds(world.Models));

        SessionSuggestion good = await advisor.CheckAsync(TestSessions.Specification, Token);
        Assert.Equal("shapes@1", good.Specification.Dataset.ToString());
        Assert.InRange(good.MemoryBytes, 1L << 16, 1L << 28);
        Assert.Equal(good.Specification, TestSessions.Specification with { Dataset = good.Specification.Dataset, Tags = good.Specification.Tags });
        GridException error = await Assert.ThrowsAsync<GridException>(() => advisor.CheckAsync(TestSessions.Specification with { StepCount = 0 }, Token));
        Assert.StartsWith("StepCount is 0", error.Message, StringComparison.Ordinal);
        Assert.Equal(GridProblem.Invalid, (await Assert.ThrowsAsync<GridException>(() => advisor.CheckAsync(TestSessions.Specification with { BatchSize = 41 }, Token))).Problem);
    }
}
