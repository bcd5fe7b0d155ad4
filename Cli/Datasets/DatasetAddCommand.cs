using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Cli.Datasets;

/// <summary><c>clipgrid dataset add</c></summary>
internal sealed class DatasetAddCommand : GridCommand
{
    private readonly Argument<DatasetName> _name = Parsed.Argument<DatasetName>("name", "The data set; it is made if there is none.");
    private readonly Argument<string[]> _paths = new("path") { Description = "A folder, a table (.csv, .tsv, .jsonl), or files such as tar shards.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<DatasetFormat> _format = Parsed.Choice<DatasetFormat>("--format", "How the pictures and what is said of them lie");
    private readonly Option<bool> _onSilo = new("--on-silo") { Description = "The path, one, is on the silo's machine; nothing is sent." };
    private readonly Option<bool> _replace = new("--replace") { Description = "An item whose key is there already takes the old one's place; otherwise it is refused." };
    private readonly Option<FileInfo?> _labels = new("--labels") { Description = "A file with a label's name a line, for sources with numbered labels: the first line names label 0.", HelpName = "file" };
    private readonly Option<string?> _split = new("--split") { Description = "For MNIST's files: train or t10k. Otherwise both are taken.", HelpName = "name" };
    private readonly Option<int> _partitionItems = new("--partition-items") { Description = "Most items of a partition.", HelpName = "count", DefaultValueFactory = _ => new IngestOptions().MaxPartitionItems };

    /// <summary>Makes it.</summary>
    public DatasetAddCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "add", "Add pictures as the next version of a data set. Ctrl+C cancels, and nothing of it stays.")
    {
        Arguments.Add(_name);
        Arguments.Add(_paths);
        foreach (Option option in new Option[] { _format, _onSilo, _replace, _labels, _split, _partitionItems })
            Options.Add(option);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } =
    [
        "clipgrid dataset add emoji ./emoji/captions.csv",
        "clipgrid dataset add pets ./pets --format class-folders --replace",
        "clipgrid dataset add shards part-0.tar part-1.tar",
        "clipgrid dataset add digits /data/mnist --on-silo --split train --labels digits.txt",
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        AddDatasetRequest request = new()
        {
            Name = run.Get(_name),
            Paths = [.. run.Get(_paths)],
            Format = run.Get(_format),
            Options = new IngestOptions
            {
                OnExisting = run.Get(_replace) ? OnExisting.Replace : OnExisting.Refuse,
                LabelNames = run.Get(_labels) is { } file ? [.. LabelFile.Read(file)] : [],
                Split = run.Get(_split),
                MaxPartitionItems = run.Get(_partitionItems),
            },
        };
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        IngestStatus? last = null;
        using (ProgressLine line = run.Progress())
        {
            Heard<AddProgress> progress = new(now =>
            {
                last = now.Ingest ?? last;
                Show(line, now);
                line.Wait(now.Ingest is { State: JobState.Running } running ? running.Message : null);
            });
            try
            {
                last = run.Get(_onSilo)
                    ? await client.Datasets.AddFromSiloAsync(request, progress, cancellationToken)
                    : await client.Datasets.AddAsync(request, progress, cancellationToken);
            }
            catch (GridException) when (last is { RefusedCount: > 0 })
            {
                line.Dispose();
                await RefusedList.ReadAsync(run, client, new DatasetRef(last.Dataset, last.Version), last.RefusedCount, cancellationToken);
                throw;
            }
        }
        return await ReportAsync(run, client, last, cancellationToken);
    }

    private static async Task<int> ReportAsync(CommandRun run, ClipGridClient client, IngestStatus done, CancellationToken cancellationToken)
    {
        RefusedSample[] refused = done.RefusedCount > 0
            ? await RefusedList.ReadAsync(run, client, new DatasetRef(done.Dataset, done.Version), done.RefusedCount, cancellationToken)
            : [];
        run.Write(new { Ingest = done, Refused = refused }, output => output.WriteLine(
            $"{done.Dataset}@{done.Version}: {Words.Count(done.ItemCount)} items added, {Words.Count(done.UnchangedCount)} unchanged, {Words.Count(done.RefusedCount)} refused."));
        bool isAllRefused = done is { ItemCount: 0, UnchangedCount: 0, RefusedCount: > 0 };
        if (isAllRefused)
            run.Note("clipgrid: All samples were refused: look at the reasons above, mend the source and add it again.");
        return isAllRefused ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Show(ProgressLine line, AddProgress now)
    {
        if (now.Ingest is not { } ingest)
            line.Show("Sending", now.SentByteCount, now.TotalByteCount, Words.Bytes(now.SentByteCount));
        else
            line.Show(
                "Taking in",
                ingest.ItemCount + ingest.RefusedCount + ingest.UnchangedCount,
                ingest.TotalCount ?? 0,
                ingest.Message ?? $"{Words.Count(ingest.ItemCount)} items, {Words.Count(ingest.RefusedCount)} refused, {Words.Bytes(ingest.ByteCount)}");
    }
}
