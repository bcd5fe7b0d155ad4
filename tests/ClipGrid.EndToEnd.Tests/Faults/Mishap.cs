namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>What befalls a session in a random life.</summary>
internal enum Mishap
{
    /// <summary>Its silo is killed and started again.</summary>
    Kill,

    /// <summary>Its silo is asked to end and started again.</summary>
    Stop,

    /// <summary>It is paused and resumed.</summary>
    Pause,

    /// <summary>Its silo is frozen for a second.</summary>
    Freeze,

    /// <summary>Its blob store is busy for three seconds; a kill where that is a folder.</summary>
    Busy,

    /// <summary>Its blob store is stopped and started again; a kill where that is a folder.</summary>
    Restart,
}
