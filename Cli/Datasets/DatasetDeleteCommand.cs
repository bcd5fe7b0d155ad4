using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Cli.Datasets;

/// <summary><c>clipgrid dataset delete</c></summary>
internal sealed class DatasetDeleteCommand : GridCommand
{
    private readonly Argument<DatasetName> _name = Parsed.Argument<DatasetName>("name", "The data set.");
    private readonly Option<string[]> _items = new("--item") { Description = "Delete this item only, from all versions; may be given several times.", HelpName = "key" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Yes, the whole data set with all versions and embeddings." };

    /// <summary>Makes it.</summary>
    public DatasetDeleteCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "delete", "Delete a data set, or items of it.")
    {
        Arguments.Add(_name);
        Options.Add(_items);
        Options.Add(_yes);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid dataset delete emoji --item 1f600 --item 1f601", "clipgrid dataset delete emoji --yes"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        DatasetName name = run.Get(_name);
        string[] keys = run.Get(_items) ?? [];
        if (keys.Length == 0 && !run.Get(_yes))
            throw new MisuseException($"This deletes {name} with all its versions and embeddings: add --yes, or name items with --item.");
        if (keys.Length > 0 && run.Get(_yes))
            throw new MisuseException("--yes is for the whole data set, --item for items: give one of them.");
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        if (keys.Length == 0)
        {
            await client.Datasets.DeleteAsync(name, cancellationToken);
            run.Write(new { Deleted = name }, output => output.WriteLine($"{name} is deleted."));
            return ExitCode.Done;
        }
        int count = await client.Datasets.DeleteItemsAsync(name, new DeleteItemsRequest { Operation = OperationId.New(), Keys = [.. keys] }, cancellationToken);
        run.Write(new { DeletedCount = count }, output => output.WriteLine($"{count} of {keys.Length} items were there and are deleted."));
        return ExitCode.Done;
    }
}
