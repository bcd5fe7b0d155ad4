using ClipGrid.Model.Network;

namespace ClipGrid.Model.Training;

public sealed partial class ClipTrainer
{
    private bool _merged;

    /// <summary>Whether low-rank updates lie beside the weights: the network under training has not all that was learned.</summary>
    public bool HasUpdates => _lora is not null && !_merged;

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
        if (!_merged)
            _lora?.AddTo(target);
    }

    /// <summary>
    /// Ends a run with low-rank updates: adds them to the weights of its own network, which is plain from then on. The run can neither
    /// step nor be captured any more. Without such updates, nothing.
    /// </summary>
    public void MergeUpdates()
    {
        if (_lora is null || _merged)
            return;
        _lora.AddTo(_network);
        _lora.Detach();
        _merged = true;
    }

    private void RequireUnmerged()
    {
        if (_merged)
            throw new InvalidOperationException("The run's low-rank updates are merged into its network: resume it from a checkpoint to go on.");
    }

    private void RequireAnother(ClipNetwork target)
    {
        if (_lora is not null && ReferenceEquals(target, _network))
            throw new ArgumentException("The target is the network under training, whose low-rank updates would be counted twice: give another one, or end the run with MergeUpdates.", nameof(target));
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
