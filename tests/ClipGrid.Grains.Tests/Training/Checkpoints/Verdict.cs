namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>What becomes of a call.</summary>
internal enum Verdict
{
    /// <summary>It is done.</summary>
    Do,

    /// <summary>It is done, and the answer is lost.</summary>
    DoAndLoseTheAnswer,

    /// <summary>It is not done.</summary>
    Refuse,

    /// <summary>The process is dead.</summary>
    Kill,
}
