using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session clone</c></summary>
internal sealed class SessionCloneCommand : GridCommand
{
    private readonly Argument<SessionId> _of = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");
    private readonly TrainOptions _changes = new();
    private readonly StartOptions _start = new();

    /// <summary>Makes it.</summary>
    public SessionCloneCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "clone", "Start a session by the specification of another, on the same version of the data; options change it.")
    {
        Arguments.Add(_of);
        foreach (Option option in _changes.All.Concat(_start.All))
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session clone s0198c6d2 --seed 2 --watch", "clipgrid session clone s0198c6d2 --rate 3e-4 --tag sweep"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionId of = await SessionChoice.FindAsync(client, run.Get(_of), cancellationToken);
        return await _start.StartAsync(
            run, id => _changes.Words.AskAsync(client.Sessions.CloneAsync(of, specification => _changes.Apply(run, specification), id, cancellationToken)), cancellationToken);
    }
}
