using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    /// <summary>Whether low-rank updates lie beside the weights: the network under training has not all that was learned.</summary>
    public bool HasUpdates => _lora is not null;

    /// <summary>
    /// Copies the run's weights as they are now over <paramref name="target"/>'s, low-rank updates added: plain weights, for evaluation
    /// or publishing while the run goes on.
    /// </summary>
    /// <param name="target">A network of the same configuration; with low-rank updates another one than the run's.</param>
    /// <exception cref="ArgumentException">It is the network under training, and low-rank updates are beside its weights.</exception>
    public void CopyWeightsTo(ClipNetwork target)
    {
        RequireAnother(target);
        SyncBuffers();
        target.CopyFrom(_network);
        _lora?.AddTo(target);
    }

    private void RequireAnother(ClipNetwork target)
    {
        if (_lora is not null && ReferenceEquals(target, _network))
            throw new ArgumentException("The target is the network under training, whose low-rank updates would be counted twice; give another one.", nameof(target));
    }

    // Into the masters, and from them into what is computed with.
    private void RestoreUpdates(TrainerCheckpoint checkpoint, bool forks)
    {
        if (_lora is null || (forks && checkpoint.State.Specification.Lora != _specification.Lora))
            return;
        Overwrite(_lora.State(), checkpoint.Weights.Where(part => LoraAdapters.IsName(part.Key)).ToDictionary(), "low-rank updates");
        foreach (TrainedParameter parameter in _optimizer.Parameters)
            parameter.PublishMaster();
    }
}
