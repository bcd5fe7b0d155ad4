using ClipGrid.Model.Training.DataParallel;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    /// <summary>
    /// The devices that compute parts of each batch where <see cref="TrainingSpecification.PartCount"/> is above 1; nobody at first. They change
    /// how fast a step is, and nothing else: it is set at any time.
    /// </summary>
    public IPartPeers Peers
    {
        get => _loader.Peers;
        set => _loader.Peers = value;
    }

    /// <summary>What decides the last bit of this run: a device that helps must have the same.</summary>
    public ArithmeticEnvironment Environment => ArithmeticEnvironment.Of(_network);

    /// <summary>Captions that were cut to the context length in parts that other devices computed.</summary>
    public long TruncatedElsewhere => (_objective as ParallelGradients)?.TruncatedElsewhere ?? 0;

    private IObjective CreateObjective()
    {
        if (_head is not null)
            return new LabelGradients(_compute, _head, _specification);
        return _specification.PartCount == 1
            ? new PairGradients(_compute, _specification)
            : new ParallelGradients(_compute, _specification, _loader, new PartWeights(_compute, _optimizer.Parameters));
    }
}
