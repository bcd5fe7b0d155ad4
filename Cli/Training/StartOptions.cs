using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>How a session is started, and whether it is watched.</summary>
internal sealed class StartOptions
{
    private readonly Option<bool> _watch = new("--watch") { Description = "Watch it until it ends. Ctrl+C stops watching only." };
    private readonly Option<SessionId?> _id = Parsed.Optional<SessionId>("--id", "The session's id; the same id with the same words starts nothing twice. Otherwise a new one.", "id");

    /// <summary>Both.</summary>
    public IEnumerable<Option> All => [_watch, _id];

    /// <summary>Starts a session and says so, or watches it.</summary>
    public async Task<int> StartAsync(CommandRun run, Func<SessionId?, Task<SessionInfo>> start, CancellationToken cancellationToken)
    {
        SessionInfo session = await start(run.Get(_id));
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        if (run.Get(_watch))
        {
            run.Note($"Session {SessionChoice.Short(session.Id)} has started.");
            return await SessionWatcher.WatchAsync(run, client, session.Id, new WatchFrom(0, run.IsJson ? null : 0), cancellationToken);
        }
        run.Write(session, output => output.WriteLine($"Session {SessionChoice.Short(session.Id)} has started ({Words.Line(session.State.ToString())}): clipgrid session watch {SessionChoice.Short(session.Id)}"));
        return ExitCode.Done;
    }
}
