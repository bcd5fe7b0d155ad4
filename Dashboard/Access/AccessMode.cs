namespace ClipGrid.Dashboard.Access;

/// <summary>Whether people and programs must say who they are.</summary>
public enum AccessMode
{
    /// <summary>Not where only this machine can reach the grid, and always elsewhere.</summary>
    Auto,

    /// <summary>Never: whoever reaches it may do everything.</summary>
    Open,

    /// <summary>Always.</summary>
    Required,
}
