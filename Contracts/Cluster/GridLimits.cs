namespace ClipGrid.Contracts.Cluster;

/// <summary>What both ends of a grain call know.</summary>
public static class GridLimits
{
    /// <summary>Most bytes of a message between silos and clients: bulk bytes travel as transfers and blobs, not in calls.</summary>
    public const int MessageBytes = 1 << 20;

    /// <summary>Name of the cluster and its service, unless configured otherwise.</summary>
    public const string ClusterName = "clipgrid";

    /// <summary>Most payload bytes of a call, which leaves room for the rest of its message.</summary>
    public const int PieceBytes = 512 << 10;
}
