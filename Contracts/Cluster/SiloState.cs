namespace ClipGrid.Contracts.Cluster;

/// <summary>How a silo takes part in the grid, as the others see it.</summary>
public enum SiloState
{
    /// <summary>It starts, and does not serve yet.</summary>
    Joining = 0,

    /// <summary>It serves.</summary>
    Active = 1,

    /// <summary>It hands over what it has, and ends.</summary>
    ShuttingDown = 2,

    /// <summary>It has ended, or was given up by the others.</summary>
    Dead = 3,
}
