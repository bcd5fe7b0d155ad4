using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>A command that moves a session, and shows how it is then.</summary>
internal abstract class SessionSteerCommand : GridCommand
{
    private readonly Argument<SessionId> _id = Parsed.Argument<SessionId>("session", "The session's id, or its beginning.");

    /// <summary>Names it.</summary>
    protected SessionSteerCommand(CliConsole console, GlobalOptions global, string name, string description)
        : base(console, global, name, description)
    {
        Arguments.Add(_id);
        Examples = [$"clipgrid session {name} s0198c6d2"];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; }

    /// <summary>Asks for the move.</summary>
    protected abstract Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        SessionInfo session = await SteerAsync(run, client.Sessions, await SessionChoice.FindAsync(client, run.Get(_id), cancellationToken), cancellationToken);
        run.Write(session, output => output.WriteLine(Words.Line($"Session {SessionChoice.Short(session.Id)}: {session.State}, step {session.Step} of {session.Specification.StepCount}.{(session.Message is { } message ? $" {message}" : "")}")));
        return ExitCode.Done;
    }
}
