using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Cli.Datasets;

/// <summary><c>clipgrid dataset show</c></summary>
internal sealed class DatasetShowCommand : GridCommand
{
    private const int MostLabels = 30;
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly Option<int> _items = new("--items") { Description = "Also list this many items, 0 to 1000.", HelpName = "count" };

    /// <summary>Makes it.</summary>
    public DatasetShowCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "show", "Show a data set's versions, labels and what was refused.")
    {
        Arguments.Add(_dataset);
        Options.Add(_items);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid dataset show emoji", "clipgrid dataset show emoji@2 --items 20", "clipgrid dataset show emoji --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        int itemCount = run.Get(_items) is var count and >= 0 and <= 1000 ? count : throw new MisuseException($"--items is {run.Get(_items)}: give 0 to 1000.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        DatasetRef asked = run.Get(_dataset);
        DatasetInfo info = await client.Datasets.GetAsync(asked.Name, cancellationToken);
        DatasetVersionInfo version = await client.Datasets.GetVersionAsync(asked, cancellationToken);
        DatasetRef exact = new(asked.Name, version.Version);
        ItemPage items = itemCount > 0 ? await client.Datasets.GetItemsAsync(exact, 0, itemCount, cancellationToken) : new ItemPage([], version.ItemCount);
        if (!run.IsJson)
            Draw(run, info, version);
        RefusedSample[] refused = version.RefusedCount > 0 ? await RefusedList.ReadAsync(run, client, exact, version.RefusedCount, cancellationToken) : [];
        run.Write(new { Dataset = info, Version = version, Refused = refused, items.Items }, _ => DrawItems(run, items));
        return ExitCode.Done;
    }

    private static void Draw(CommandRun run, DatasetInfo info, DatasetVersionInfo shown)
    {
        TextTable versions = new(">version", ">items", ">added", ">refused", ">partitions", "~made", "digest");
        foreach (DatasetVersionInfo version in info.Versions)
            versions.Add(
                version.Version.ToString(CultureInfo.InvariantCulture), Words.Count(version.ItemCount), Words.Count(version.AddedCount), Words.Count(version.RefusedCount),
                Words.Count(version.Partitions.Length), Words.Moment(version.CreatedAt), version.Digest[..Math.Min(12, version.Digest.Length)]);
        run.Console.Output.WriteLine($"{info.Name}{(info.DeletedCount > 0 ? $", {Words.Count(info.DeletedCount)} items deleted" : "")}");
        run.Draw(versions);
        foreach (DatasetVersionInfo version in info.Versions)
            run.Console.Output.WriteLine(Words.Line($"{version.Dataset}@{version.Version} from {version.Source}"));
        if (shown.LabelCounts.IsEmpty)
            return;
        TextTable labels = new("label", ">items");
        foreach ((string label, long count) in shown.LabelCounts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostLabels))
            labels.Add(label, Words.Count(count));
        run.Draw(labels);
        if (shown.LabelCounts.Count > MostLabels)
            run.Console.Output.WriteLine($"and {shown.LabelCounts.Count - MostLabels} more labels");
    }

    private static void DrawItems(CommandRun run, ItemPage items)
    {
        if (items.Items.IsEmpty)
            return;
        TextTable table = new("key", "label", "~captions", "picture", ">bytes");
        foreach (ItemInfo item in items.Items)
            table.Add(item.Key, item.Label, string.Join(" | ", item.Captions), $"{item.Width}x{item.Height} {item.MediaType}", Words.Count(item.ByteCount));
        run.Draw(table);
    }
}
