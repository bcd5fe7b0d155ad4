using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Cli.Cluster;

/// <summary><c>clipgrid doctor</c></summary>
internal sealed class DoctorCommand(CliConsole console, GlobalOptions global)
    : GridCommand(console, global, "doctor", "Check that a grid can be reached, and how it is; say what to do.")
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid doctor", "clipgrid doctor --endpoint silo.example.com:30000 --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        List<CheckResult> checks = [];
        try
        {
            ClipGridClient client = await run.ClientAsync(cancellationToken);
            string version = await client.Cluster.GetVersionAsync(cancellationToken);
            checks.Add(new CheckResult { Name = "connection", Status = CheckStatus.Good, Message = $"The grid at {run.Options.Endpoint} answers, release {version}." });
            checks.AddRange(await client.Cluster.CheckAsync(cancellationToken));
        }
        catch (GridException e) when (checks.Count == 0)
        {
            checks.Add(new CheckResult
            {
                Name = "connection",
                Status = CheckStatus.Bad,
                Message = e.Message,
                Remedy = "Another grid is named by --endpoint host:port, or by the variable CLIPGRID_ENDPOINT.",
            });
        }
        run.Write(checks, output =>
        {
            foreach (CheckResult check in checks)
            {
                string mark = check.Status switch { CheckStatus.Good => "good", CheckStatus.Warning => "warn", _ => "BAD " };
                output.WriteLine($"{mark}  {Words.Line(check.Name),-12} {Words.Line(check.Message)}");
                if (check.Remedy is { } remedy)
                    output.WriteLine($"      {"",-12} -> {Words.Line(remedy)}");
            }
        });
        return checks.Any(check => check.Status == CheckStatus.Bad) ? ExitCode.Failed : ExitCode.Done;
    }
}
