namespace ClipGrid.Contracts.Cluster;

/// <summary>How a check ended.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Good = 0,

    /// <summary>It works, and something could be better.</summary>
    Warning = 1,

    /// <summary>It does not work.</summary>
    Bad = 2,
}
