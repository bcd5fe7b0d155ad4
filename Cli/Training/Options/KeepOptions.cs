using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training.Options;

/// <summary>What is kept on the way, and what is done where the loss runs away.</summary>
internal static class KeepOptions
{
    private static readonly SessionSpecification Usual = UsualSpecification.Value;

    /// <summary>Makes them.</summary>
    public static IReadOnlyList<MemberOption> Make() =>
    [
        new ValueOption<long>(NewOption.Count("--checkpoint-every", "Steps between two checkpoints.", Usual.CheckpointInterval), s => s.CheckpointInterval, (s, value) => s with { CheckpointInterval = value }, nameof(Usual.CheckpointInterval)),
        new ValueOption<double?>(
            new("--checkpoint-seconds") { Description = "Longest time between two checkpoints; 0 for none.", HelpName = "seconds" },
            s => s.CheckpointSeconds, (s, value) => s with { CheckpointSeconds = value is 0 ? null : value }, nameof(Usual.CheckpointSeconds)),
        new ValueOption<int>(NewOption.Count("--keep-checkpoints", "Newest checkpoints that are kept, besides the best and those that are pinned.", Usual.KeptCheckpointCount), s => s.KeptCheckpointCount, (s, value) => s with { KeptCheckpointCount = value }, nameof(Usual.KeptCheckpointCount)),
        new ValueOption<int>(NewOption.Count("--rollbacks", "Times that it may go back to a checkpoint, with half the rate, where the loss runs away.", Usual.RollbackLimit), s => s.RollbackLimit, (s, value) => s with { RollbackLimit = value }, nameof(Usual.RollbackLimit)),
    ];
}
