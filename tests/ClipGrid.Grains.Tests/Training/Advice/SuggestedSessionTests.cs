using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Tests.Models;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Advice;

/// <summary>From sixty labelled pictures to a trained model, with what is suggested as it is.</summary>
public sealed class SuggestedSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(TrainingGoal.Classification, 4, ClassificationMethod.LinearProbe)]
    [InlineData(TrainingGoal.Classification, 3, ClassificationMethod.FineTuning)]
    [InlineData(TrainingGoal.Retrieval, 3, null)]
    public async Task SuggestAsync_SixtyPictures_StartsAsItIsAndCompletes(TrainingGoal goal, int labelCount, ClassificationMethod? method)
    {
        await using TrainingCluster cluster = await TrainingCluster.StartAsync(_folder.File("grid"), "one");
        await IngestAsync(cluster, labelCount);
        ModelVersionInfo start = await cluster.Models.StoreAsync(ModelName.Parse("small"), SmallModel.Write(_folder.File("model")), new ModelLineage(), ImmutableSortedDictionary<string, double>.Empty, Token);
        await cluster.Grains.GetGrain<IModelRegistryGrain>("small").RegisterAsync(start, Token);

        SessionSuggestion suggestion = await cluster.Grains.GetGrain<ISessionAdvisorGrain>(ISessionAdvisorGrain.Key).SuggestAsync(
            new SuggestionRequest { Dataset = new DatasetRef(TestDataset.Name), Goal = goal, Base = ModelRef.Parse("small"), Publish = ModelName.Parse("mine") }, Token);
        Assert.Equal(method, suggestion.Specification.Classification?.Method);
        Assert.Equal(("shapes@1", start.Id.Digest.Value), (suggestion.Specification.Dataset.ToString(), suggestion.Specification.Base?.Selector));
        SessionSuggestion same = await cluster.Grains.GetGrain<ISessionAdvisorGrain>(ISessionAdvisorGrain.Key).CheckAsync(suggestion.Specification, Token);
        Assert.Equal(JsonSerializer.Serialize(suggestion.Specification), JsonSerializer.Serialize(same.Specification));

        await cluster.Session("s1").StartAsync(suggestion.Specification, Token);
        SessionInfo end = await cluster.EndAsync("s1", Token);
        Assert.True(end.State == SessionState.Completed, $"{end.State}: {end.Message}");
        Assert.NotNull(end.Published);
    }

    // Noise: there is nothing to learn in it, and all that could stop a session from being trained.
    private async Task IngestAsync(TrainingCluster cluster, int labelCount)
    {
        TrainingPair[] pairs = [.. Enumerable.Range(0, 60).Select(i => new TrainingPair(SmallModel.Picture(i), [$"a picture of kind {i % labelCount}"]))];
        await cluster.IngestAsync(pairs, _folder.File("pictures"), Token, i => $"kind {i % labelCount}");
    }
}
