using ClipGrid.Cli.Hosting;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Cli.Datasets;

/// <summary>What was refused, and why.</summary>
internal static class RefusedList
{
    private const int ShownCount = 20;
    private const int ReadCount = 1000;

    /// <summary>Reads the refused samples, 1,000 at most; says the first of them to people.</summary>
    public static async Task<RefusedSample[]> ReadAsync(CommandRun run, ClipGridClient client, DatasetRef dataset, long count, CancellationToken cancellationToken)
    {
        List<RefusedSample> refused = [];
        await foreach (RefusedSample sample in client.Datasets.GetRefusedAsync(dataset, cancellationToken))
        {
            refused.Add(sample);
            if (refused.Count == ReadCount || !run.IsJson && refused.Count == ShownCount)
                break;
        }
        if (!run.IsJson)
        {
            run.Note($"Warning: {count} samples were refused:");
            foreach (RefusedSample sample in refused)
                run.Note($"  {sample.Where}{(sample.Key is { } key ? $" ({key})" : "")}: {sample.Message}");
            if (count > refused.Count)
                run.Note($"  and {count - refused.Count} more: clipgrid dataset show {dataset} --json lists up to {ReadCount}.");
        }
        return [.. refused];
    }
}
