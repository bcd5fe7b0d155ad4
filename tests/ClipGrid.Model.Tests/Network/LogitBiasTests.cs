using ClipGrid.Model.Network;
using ClipGrid.Model.Tests.Training;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Network;

public sealed class LogitBiasTests
{
    [Fact]
    public void EnsureLogitBias_WithoutOne_StartsAsTheSigmoidLossDoes()
    {
        using var leaks = new LeakCheck();
        ClipConfig built = TinyClip.Vit with { InitialLogitScale = Math.Log(10), InitialLogitBias = -10 };
        using (ClipNetwork network = TinyClip.Build(TinyClip.Vit), expected = TinyClip.Build(built))
        {
            network.EnsureLogitBias();
            Assert.Equal(built, network.Config);
            Assert.Equal(expected.State().Select(part => part.Name), network.State().Select(part => part.Name));
            Assert.Equal(TinyRun.Digest(expected), TinyRun.Digest(network));
        }
    }

    [Fact]
    public void EnsureLogitBias_WithOne_LeavesBothScalars()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit with { InitialLogitScale = 2, InitialLogitBias = -3 });
        network.EnsureLogitBias();
        Assert.Equal(-3, Assert.Single(network.LogitBias!.Values()));
        Assert.Equal(2, Assert.Single(network.LogitScale.Values()));
        Assert.Equal(-3, network.Config.InitialLogitBias);
    }

    [Fact]
    public void EnsureLogitBias_ThenTheSigmoidLoss_LearnsTheBias()
    {
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        network.EnsureLogitBias();
        using var trainer = new ClipTrainer(network, TinyRun.Specification with { Loss = LossKind.Sigmoid }, new TinyPairs(TinyClip.Vit, TinyRun.ItemCount));
        trainer.Step();
        Assert.NotEqual(-10, Assert.Single(network.LogitBias!.Values()));
    }
}
