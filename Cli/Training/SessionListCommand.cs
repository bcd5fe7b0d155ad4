using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session list</c></summary>
internal sealed class SessionListCommand : GridCommand
{
    private const int DigitsShown = 8;
    private readonly Option<bool> _running = new("--running") { Description = "Only those that have not ended." };

    private readonly Option<string?> _tag = new("--tag") { Description = "Only those with this tag.", HelpName = "word" };

    /// <summary>Makes it.</summary>
    public SessionListCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "list", "List the training sessions, the newest first.")
    {
        Options.Add(_running);
        Options.Add(_tag);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session list", "clipgrid session list --running --json", "clipgrid session list --tag winter"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        List<SessionInfo> all = [];
        await foreach (SessionInfo session in client.Sessions.ListAsync("", cancellationToken))
            if ((!run.Get(_running) || session.EndedAt is null) && (run.Get(_tag) is not { } tag || session.Specification.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase)))
                all.Add(session);
        all = [.. all.OrderByDescending(session => session.CreatedAt)];
        run.Write(all, output =>
        {
            if (all.Count == 0)
                output.WriteLine("No sessions: clipgrid train starts one.");
            TextTable table = new("session", "state", ">step", ">loss", "data set", "publishes", "~started");
            foreach (SessionInfo session in all)
                table.Add(
                    SessionChoice.Short(session.Id),
                    session.State.ToString(),
                    string.Create(CultureInfo.InvariantCulture, $"{session.Step}/{session.Specification.StepCount}"),
                    session.Last?.Loss.ToString("0.0000", CultureInfo.InvariantCulture),
                    session.Specification.Dataset.ToString(),
                    session.Published is { } version ? $"{version.Name}@{version.Digest.Value[..DigitsShown]}" : session.Specification.Publish.ToString(),
                    Words.Day(session.CreatedAt));
            if (all.Count > 0)
                run.Draw(table);
            // Sentences make poor cells: they stand below.
            foreach (SessionInfo session in all.Where(session => session.State is not SessionState.Running && session.Message is not null))
                output.WriteLine(Words.Line($"{SessionChoice.Short(session.Id)}: {session.Message}"));
        });
        return ExitCode.Done;
    }
}
