using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;
using Spectre.Console;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session list</c></summary>
internal sealed class SessionListCommand : GridCommand
{
    private readonly Option<bool> _running = new("--running") { Description = "Only those that have not ended." };

    /// <summary>Makes it.</summary>
    public SessionListCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "list", "List the training sessions, the newest first.") => Options.Add(_running);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session list", "clipgrid session list --running --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        List<SessionInfo> all = [];
        await foreach (SessionInfo session in client.Sessions.ListAsync("", cancellationToken))
            if (!run.Get(_running) || session.EndedAt is null)
                all.Add(session);
        all = [.. all.OrderByDescending(session => session.CreatedAt)];
        run.Write(all, output =>
        {
            if (all.Count == 0)
                output.WriteLine("No sessions: clipgrid train starts one.");
            Table table = Tables.Of("session", "state", ">step", ">loss", "data set", "publishes", "started", "message");
            foreach (SessionInfo session in all)
                table.Add(
                    session.Id.ToString(),
                    session.State.ToString(),
                    string.Create(CultureInfo.InvariantCulture, $"{session.Step}/{session.Specification.StepCount}"),
                    session.Last?.Loss.ToString("0.0000", CultureInfo.InvariantCulture),
                    session.Specification.Dataset.ToString(),
                    session.Published?.Short ?? session.Specification.Publish.ToString(),
                    Words.Moment(session.CreatedAt),
                    session.Message);
            if (all.Count > 0)
                run.Draw(table);
        });
        return ExitCode.Done;
    }
}
