using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session pin</c> and <c>clipgrid session unpin</c></summary>
internal sealed class SessionPinCommand : GridCommand
{
    private readonly Argument<SessionId> _id = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");
    private readonly Argument<long> _step = new("step") { Description = "The checkpoint's step." };
    private readonly bool _isPinned;

    /// <summary>Makes one of the two.</summary>
    public SessionPinCommand(CliConsole console, GlobalOptions global, bool isPinned)
        : base(console, global, isPinned ? "pin" : "unpin", isPinned ? "Keep a checkpoint until it is let go." : "Let a checkpoint go that was kept.")
    {
        _isPinned = isPinned;
        Arguments.Add(_id);
        Arguments.Add(_step);
        Examples = [$"clipgrid session {Name} s0198c6d2 400"];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionId id = await SessionChoice.FindAsync(client, run.Get(_id), cancellationToken);
        CheckpointInfo checkpoint = await client.Sessions.PinAsync(id, run.Get(_step), _isPinned, cancellationToken);
        run.Write(checkpoint, output => output.WriteLine($"Step {CheckpointText.Step(checkpoint)} of session {SessionChoice.Short(id)} is {(checkpoint.IsPinned ? "pinned" : "not pinned")}."));
        return ExitCode.Done;
    }
}
