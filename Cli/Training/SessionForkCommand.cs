using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session fork</c></summary>
internal sealed class SessionForkCommand : GridCommand
{
    private readonly Argument<SessionId> _from = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");
    private readonly Argument<long> _step = new("step") { Description = "The step of the checkpoint to go on from." };
    private readonly TrainOptions _changes = new();
    private readonly StartOptions _start = new();

    /// <summary>Makes it.</summary>
    public SessionForkCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "fork", "Start a session that goes on from a checkpoint of another, with the same network and data; options change the rest.")
    {
        Arguments.Add(_from);
        Arguments.Add(_step);
        foreach (Option option in _changes.All.Concat(_start.All))
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session fork s0198c6d2 400 --rate 1e-4 --steps 2000 --watch", "clipgrid session fork s0198c6d2 400 --publish other --patience 3"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        CheckpointRef from = new(await SessionChoice.FindAsync(client, run.Get(_from), cancellationToken), run.Get(_step));
        return await _start.StartAsync(
            run, id => _changes.Words.AskAsync(client.Sessions.ForkAsync(from, specification => _changes.Apply(run, specification), id, cancellationToken)), cancellationToken);
    }
}
