using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.EndToEnd.Tests.Grid;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A short session with many checkpoints, and its data.</summary>
internal static class FaultRecipe
{
    private const string Dataset = "emoji";

    /// <summary>How many steps it has, unless said otherwise.</summary>
    public const int StepCount = 60;

    public static SessionSpecification Specification(string publish, int stepCount = StepCount) =>
        SmallRecipe.Specification(DatasetRef.Parse(Dataset), ModelName.Parse(publish), stepCount) with { CheckpointInterval = 10 };

    /// <summary>Brings the data in.</summary>
    public static async Task PrepareAsync(FallingGrid grid)
    {
        using TemporaryFolder source = new();
        FallingGrid.CopyShards("val", source.FullName, most: 1);
        await grid.Client.AddAsync(Dataset, [source.FullName]);
    }
}
