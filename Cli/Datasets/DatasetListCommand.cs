using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Cli.Datasets;

/// <summary><c>clipgrid dataset list</c></summary>
internal sealed class DatasetListCommand : GridCommand
{
    private readonly Argument<string> _prefix = new("prefix") { Description = "Only names that begin so.", DefaultValueFactory = _ => "" };

    /// <summary>Makes it.</summary>
    public DatasetListCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "list", "List the data sets.") => Arguments.Add(_prefix);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid dataset list", "clipgrid dataset list em --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        List<DatasetInfo> all = [];
        await foreach (DatasetInfo dataset in client.Datasets.ListAsync(run.Get(_prefix), cancellationToken))
            all.Add(dataset);
        run.Write(all, output =>
        {
            if (all.Count == 0)
                output.WriteLine("No data sets yet: clipgrid dataset add NAME PATH brings pictures in.");
            TextTable table = new("data set", ">version", ">items", ">partitions", ">refused", "~made", "now");
            foreach (DatasetInfo dataset in all)
            {
                DatasetVersionInfo? latest = dataset.Versions.LastOrDefault();
                table.Add(
                    dataset.Name.ToString(),
                    latest?.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-",
                    Words.Count(latest?.ItemCount ?? 0),
                    Words.Count(latest?.Partitions.Length ?? 0),
                    latest is { RefusedCount: > 0 } ? Words.Count(latest.RefusedCount) : "",
                    latest is null ? "-" : Words.Moment(latest.CreatedAt),
                    dataset.Ingests.Any(ingest => ingest.State == JobState.Running) ? "taking in" : latest is null ? "nothing could be added" : "");
            }
            if (all.Count > 0)
                run.Draw(table);
        });
        return ExitCode.Done;
    }
}
