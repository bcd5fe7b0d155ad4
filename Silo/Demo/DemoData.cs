using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Silo.Demo.Scenes;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>Draws the demo's pictures and brings them into the grid.</summary>
/// <param name="client">The grid.</param>
/// <param name="folder">Where the drawn files lie.</param>
/// <param name="console">Where it says what it does.</param>
internal sealed class DemoData(ClipGridClient client, string folder, SiloConsole console)
{
    /// <summary>Makes both versions of the data set unless they are there; returns the held-out scenes.</summary>
    /// <exception cref="GridException">A data set of that name holds something else, or the ingest failed.</exception>
    public async Task<IReadOnlyList<CaptionedScene>> PrepareAsync(CancellationToken cancel)
    {
        CaptionedScene[] scenes = [.. new SceneSet(DemoRecipe.Seed).All()];
        SceneFolder drawn = new(folder);
        bool wrote = drawn.Write(scenes);
        console.Output.WriteLine($"{(wrote ? "Drew" : "Found the")} {SceneSet.TrainCount} captioned pictures to train on and {SceneSet.HeldOutCount} held out: {drawn.Page}");
        foreach (SceneSplit split in new[] { SceneSplit.Train, SceneSplit.HeldOut })
            if (!await ExistsAsync(split, cancel))
                await AddAsync(split, drawn.Split(split), cancel);
        return [.. scenes.Where(scene => scene.Scene.Split == SceneSplit.HeldOut)];
    }

    private async Task<bool> ExistsAsync(SceneSplit split, CancellationToken cancel)
    {
        try
        {
            await client.Datasets.GetVersionAsync(new DatasetRef(DemoRecipe.Dataset, DemoRecipe.Version(split)), cancel);
            return true;
        }
        catch (GridException e) when (e.Problem == GridProblem.NotFound)
        {
            return false;
        }
    }

    private async Task AddAsync(SceneSplit split, string path, CancellationToken cancel)
    {
        AddDatasetRequest request = new() { Name = DemoRecipe.Dataset, Paths = [path], Format = DatasetFormat.Jsonl };
        IngestStatus status = await client.Datasets.AddFromSiloAsync(request, cancellationToken: cancel);
        if (status.State != JobState.Completed || status.RefusedCount > 0)
            throw new GridException(GridProblem.Internal, $"The demo's pictures in {path} were not all taken in ({status.State}, {status.RefusedCount} refused): {status.Message}");
        console.Output.WriteLine($"Took them in as {DemoRecipe.Dataset}@{status.Version}: {status.ItemCount} items in {status.PartitionCount} {(status.PartitionCount == 1 ? "partition" : "partitions")}");
    }
}
