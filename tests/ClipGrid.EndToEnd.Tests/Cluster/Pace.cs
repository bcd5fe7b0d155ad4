namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>How fast clients of a load ask.</summary>
internal static class Pace
{
    /// <summary>Between an answer and the next question: enough that silos, and the tests beside, have processors left to work with.</summary>
    public static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);
}
