using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Training;

/// <summary>A parameter under training, with its float32 master and AdamW's moments. Owns the moments.</summary>
internal sealed class TrainedParameter : IDisposable
{
    internal TrainedParameter(string name, Parameter value, Parameter master, double weightDecay, double rateFactor)
    {
        Name = name;
        Value = value;
        Master = master;
        WeightDecay = weightDecay;
        RateFactor = rateFactor;
        FirstMoment = zeros(master.shape, device: master.device).DetachFromDisposeScope();
        SecondMoment = zeros(master.shape, device: master.device).DetachFromDisposeScope();
    }

    internal string Name { get; }

    /// <summary>What the network computes with, and where the gradient arrives.</summary>
    internal Parameter Value { get; }

    /// <summary>The weights in float32: <see cref="Value"/> itself unless the network computes in fewer bits.</summary>
    internal Parameter Master { get; }

    internal Tensor FirstMoment { get; }

    internal Tensor SecondMoment { get; }

    internal double WeightDecay { get; }

    /// <summary>Factor on the learning rate, from layer-wise decay.</summary>
    internal double RateFactor { get; }

    /// <summary>Copies the master weights into the network's, rounding them.</summary>
    internal void PublishMaster()
    {
        if (ReferenceEquals(Master, Value))
            return;
        using var frozen = no_grad();
        Value.copy_(Master);
    }

    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
