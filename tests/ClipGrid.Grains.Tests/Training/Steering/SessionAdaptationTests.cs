using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Steering;

/// <summary>Sessions that go on from a model in other ways than with all of its weights.</summary>
public sealed class SessionAdaptationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "F3")]
    public async Task Lora_AcrossASilosEnd_PublishesPlainWeightsAsTheUndisturbedSessionDoes()
    {
        HoldingClock clock = new((2 * (int)TestSessions.Specification.StepCount) + 13);
        await using SessionGround ground = await SessionGround.StartAsync(clock);
        SessionSpecification tuned = await FromBaseAsync(ground, specification => specification with { Lora = new LoraOptions { Rank = 2 } });
        await ground.Session("undisturbed").StartAsync(tuned, Cancellation);
        SessionInfo undisturbed = await ground.CompleteAsync("undisturbed");

        await ground.Session("disturbed").StartAsync(tuned, Cancellation);
        await clock.ReachedAsync((2 * (int)TestSessions.Specification.StepCount) + 13);
        Task stopped = ground.Grid.StopAsync();
        clock.GoOn((2 * (int)TestSessions.Specification.StepCount) + 13);
        await stopped;
        await ground.RestartAsync();
        SessionInfo disturbed = await ground.CompleteAsync("disturbed");

        Assert.Equal(undisturbed.Published!.Value.Digest, disturbed.Published!.Value.Digest);
        Assert.NotEqual(tuned.Base!.Value.Selector, disturbed.Published.Value.Digest.Value);
        using ClipModel start = await LoadAsync(ground, new ModelVersionId(tuned.Base.Value.Name, ModelDigest.Parse(tuned.Base.Value.Selector!)));
        using ClipModel model = await LoadAsync(ground, disturbed.Published.Value);
        Assert.Equal(start.Network.Config, model.Network.Config);
    }

    [Fact]
    public async Task SigmoidLoss_OnABaseWithoutABias_GivesItOne()
    {
        await using SessionGround ground = await SessionGround.StartAsync();
        SessionSpecification tuned = await FromBaseAsync(ground, specification => specification with { Loss = TrainingLoss.Sigmoid, StepCount = 3 });
        await ground.Session("sigmoid").StartAsync(tuned, Cancellation);

        using ClipModel model = await LoadAsync(ground, (await ground.CompleteAsync("sigmoid")).Published!.Value);

        Assert.NotNull(model.Network.LogitBias);
    }

    private static async Task<SessionSpecification> FromBaseAsync(SessionGround ground, Func<SessionSpecification, SessionSpecification> change)
    {
        await ground.Session("base").StartAsync(TestSessions.Specification, Cancellation);
        ModelVersionId start = (await ground.CompleteAsync("base")).Published!.Value;
        return change(TestSessions.Specification with { Architecture = null, Base = new ModelRef(start.Name, start.Digest.Value), Publish = ModelName.Parse("tuned") });
    }

    private static async Task<ClipModel> LoadAsync(SessionGround ground, ModelVersionId version) => ClipModel.Load(await ground.Grid.Models.GetFolderAsync(version, Cancellation));
}
