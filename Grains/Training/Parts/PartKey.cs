using System.Globalization;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>A part of the batches of a session's run, as <c>s0198c6d2~3~1</c>; a session's id has no ~.</summary>
/// <param name="Session">The session.</param>
/// <param name="Attempt">Which of its runs.</param>
/// <param name="Part">Which part, from 1.</param>
internal readonly record struct PartKey(SessionId Session, long Attempt, int Part)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session}~{Attempt}~{Part}");
}
