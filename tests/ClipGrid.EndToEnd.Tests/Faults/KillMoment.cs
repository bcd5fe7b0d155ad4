namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>When a session's silo is killed.</summary>
internal enum KillMoment
{
    /// <summary>Some milliseconds after a random step.</summary>
    AfterAStep,

    /// <summary>While the parts of a checkpoint are being stored.</summary>
    Upload,

    /// <summary>When the last part is stored, and the head that names them may be.</summary>
    Commit,

    /// <summary>While it is evaluated.</summary>
    Evaluation,

    /// <summary>When it was told to pause.</summary>
    Pause,
}
