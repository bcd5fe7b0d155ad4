namespace ClipGrid.Grains.Training;

/// <summary>What the cluster knows of a silo.</summary>
internal enum SiloFate
{
    /// <summary>It is a member.</summary>
    Serves,

    /// <summary>It has ended.</summary>
    Gone,

    /// <summary>It never was a member: another grid may run on the same storage.</summary>
    Unknown,
}
