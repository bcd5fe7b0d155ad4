using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;

namespace ClipGrid.Cli.Access;

/// <summary><c>clipgrid audit</c></summary>
internal sealed class AuditCommand : GridCommand
{
    private readonly Option<string?> _day = new("--day") { Description = "The day, in UTC; otherwise today.", HelpName = "yyyy-mm-dd" };

    /// <summary>Makes it.</summary>
    public AuditCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "audit", "Show who asked for what: what was started, cancelled, deleted, exported, named, and which keys were made.") => Options.Add(_day);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid audit", "clipgrid audit --day 2026-11-25 --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        DateOnly day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        if (run.Get(_day) is { } given && !DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            throw new MisuseException($"--day is '{given}': give a day such as 2026-11-25.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        bool isEmpty = true;
        await foreach (AuditEntry entry in client.Access.ListAuditAsync(day, cancellationToken))
        {
            isEmpty = false;
            string refusal = entry.Refusal is { } reason ? $": refused, {reason}" : "";
            run.WriteLine(entry, Words.Line($"{entry.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {entry.Caller}  {entry.Action} {entry.Subject}{(entry.Detail is { } detail ? $" ({detail})" : "")}{refusal}"));
        }
        if (isEmpty)
            run.Note($"Nothing was written down on {day:yyyy-MM-dd}.");
        return ExitCode.Done;
    }
}
