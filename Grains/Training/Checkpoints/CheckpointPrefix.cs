using System.Globalization;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>
/// What the names of a checkpoint's parts begin with, as in <c>sessions/a/checkpoints/0000000200-3-0f8fad5b…/</c>: the step, the epoch
/// of the run that wrote it, an id. By the epoch a run knows what a later one wrote, and leaves it alone.
/// </summary>
internal static class CheckpointPrefix
{
    /// <summary>A prefix that nobody else has.</summary>
    public static string New(SessionId id, long step, long epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"{GridPaths.SessionCheckpoints(id)}{step:D10}-{epoch}-{Guid.NewGuid():N}/");

    /// <summary>The epoch in a blob's name; 0 where the release before named none.</summary>
    public static long EpochOf(SessionId id, string blob)
    {
        string[] words = blob[GridPaths.SessionCheckpoints(id).Length..].Split('/')[0].Split('-');
        return words.Length == 3 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long epoch) ? epoch : 0;
    }
}
