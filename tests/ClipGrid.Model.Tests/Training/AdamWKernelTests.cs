using ClipGrid.Model.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class AdamWKernelTests
{
    // Around a vector's length, around a chunk's, and several chunks with an uneven tail.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(65_535)]
    [InlineData(65_537)]
    [InlineData(200_003)]
    public void Apply_AnyLength_EqualsTorchOperations(int length)
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var fast = Parameter(length);
        using var plain = Parameter(length);
        for (int step = 1; step <= 3; step++)
        {
            Tensor gradient = randn(length, generator: new Generator((ulong)step, CPU));
            var update = new AdamWUpdate(new AdamWOptions(), fast, step, 1e-2, gradientScale: 0.7);
            float[] before = fast.Master.Values();
            UpdateSquares moved = AdamWKernel.Apply(Floats.Of(fast.Master), Floats.Of(gradient), Floats.Of(fast.FirstMoment), Floats.Of(fast.SecondMoment), update);
            float[] plainMoved = AdamWPlain.ApplyMeasured(plain, gradient, update).Values();
            Close(before.Zip(fast.Master.Values(), (a, b) => Math.Pow((double)b - a, 2)).Sum(), moved.Change);
            Close(before.Sum(w => (double)w * w), moved.Weights);
            Close(plainMoved[0], moved.Change);
            Close(plainMoved[1], moved.Weights);
        }
        TorchTensors.Close(plain.Master.Values(), fast.Master.Values(), 2e-6, "weights");
        TorchTensors.Close(plain.FirstMoment.Values(), fast.FirstMoment.Values(), 1e-6, "first moment");
        TorchTensors.Close(plain.SecondMoment.Values(), fast.SecondMoment.Values(), 1e-6, "second moment");
        fast.Master.Dispose();
        plain.Master.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_537)]
    [InlineData(200_003)]
    public void SumOfSquares_AnyLength_EqualsFloat64(int length)
    {
        using var scope = NewDisposeScope();
        Tensor values = randn(length, generator: new Generator(4, CPU));
        double expected = values.Values().Sum(v => (double)v * v);
        Assert.Equal(expected, AdamWKernel.SumOfSquares(Floats.Of(values)), 1e-9 * expected);
    }

    private static void Close(double expected, double actual) => Assert.Equal(expected, actual, 2e-5 * expected);

    private static TrainedParameter Parameter(int length)
    {
        var value = new Parameter(randn(length, generator: new Generator(9, CPU)).DetachFromDisposeScope());
        return new TrainedParameter("w", value, value, weightDecay: 0.2, rateFactor: 0.5);
    }
}
