using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary><c>clipgrid session rate</c></summary>
internal sealed class SessionRateCommand : SessionSteerCommand
{
    private const double HighestFactor = 100;
    private readonly Argument<double> _factor = new("factor") { Description = "What the specification's rate is multiplied with from the next step on: above 0 to 100; 1 is that rate again." };

    /// <summary>Makes it.</summary>
    public SessionRateCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "rate", "Change the learning rate of a session.") => Arguments.Add(_factor);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid session rate s0198c6d2 0.5", "clipgrid session rate s0198c6d2 1"];

    /// <inheritdoc/>
    protected override Task<SessionInfo> SteerAsync(CommandRun run, GridSessions sessions, SessionId id, CancellationToken cancellationToken) =>
        sessions.ChangeRateAsync(id, Factor(run), cancellationToken);

    /// <inheritdoc/>
    protected override Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        // Before anybody is asked.
        _ = Factor(run);
        return base.RunAsync(run, cancellationToken);
    }

    private double Factor(CommandRun run) =>
        run.Get(_factor) is var factor and > 0 and <= HighestFactor ? factor : throw new MisuseException($"The factor is {run.Get(_factor)}: give one above 0 to 100, for example 0.5 for half the rate.");
}
