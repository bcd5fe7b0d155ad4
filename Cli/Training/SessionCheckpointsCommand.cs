using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session checkpoints</c></summary>
internal sealed class SessionCheckpointsCommand : GridCommand
{
    private readonly Argument<SessionId> _id = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");

    /// <summary>Makes it.</summary>
    public SessionCheckpointsCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "checkpoints", "List the checkpoints that can be gone on from, the newest first.") => Arguments.Add(_id);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session checkpoints s0198c6d2", "clipgrid session checkpoints s0198c6d2 --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionId id = await SessionChoice.FindAsync(client, run.Get(_id), cancellationToken);
        IReadOnlyList<CheckpointInfo> checkpoints = await client.Sessions.GetCheckpointsAsync(id, cancellationToken);
        run.Write(checkpoints, output =>
        {
            if (checkpoints.Count == 0)
            {
                output.WriteLine($"Session {SessionChoice.Short(id)} has no checkpoint yet.");
                return;
            }
            TextTable table = new(">step", "stored", ">bytes", "kept", "~measured");
            foreach (CheckpointInfo one in checkpoints)
                table.Add(CheckpointText.Step(one), Words.Moment(one.At), Words.Bytes(one.ByteCount), CheckpointText.Kept(one), MetricText.Of(one.Metrics));
            run.Draw(table);
        });
        return ExitCode.Done;
    }
}
