using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Training;
using MudBlazor;

namespace ClipGrid.Dashboard.Display;

/// <summary>How a state looks: never by its colour alone.</summary>
/// <param name="Words">In words.</param>
/// <param name="Icon">As a picture.</param>
/// <param name="Color">Its colour.</param>
internal sealed record StateLook(string Words, string Icon, Color Color)
{
    public static StateLook Of(SessionState state) => state switch
    {
        SessionState.Queued => new("queued", Icons.Material.Outlined.HourglassEmpty, Color.Default),
        SessionState.Placing => new("placing", Icons.Material.Outlined.Place, Color.Info),
        SessionState.Preparing => new("preparing", Icons.Material.Outlined.Inventory2, Color.Info),
        SessionState.Running => new("running", Icons.Material.Outlined.PlayArrow, Color.Primary),
        SessionState.Evaluating => new("evaluating", Icons.Material.Outlined.FactCheck, Color.Primary),
        SessionState.Pausing => new("pausing", Icons.Material.Outlined.Pause, Color.Warning),
        SessionState.Paused => new("paused", Icons.Material.Outlined.Pause, Color.Warning),
        SessionState.Completed => new("completed", Icons.Material.Outlined.Check, Color.Success),
        SessionState.Failed => new("failed", Icons.Material.Outlined.ErrorOutline, Color.Error),
        _ => new("cancelled", Icons.Material.Outlined.Block, Color.Default),
    };

    public static StateLook Of(JobState state) => state switch
    {
        JobState.Running => new("running", Icons.Material.Outlined.PlayArrow, Color.Primary),
        JobState.Completed => new("completed", Icons.Material.Outlined.Check, Color.Success),
        JobState.Failed => new("failed", Icons.Material.Outlined.ErrorOutline, Color.Error),
        _ => new("cancelled", Icons.Material.Outlined.Block, Color.Default),
    };
}
