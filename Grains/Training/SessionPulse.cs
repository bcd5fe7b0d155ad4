using System.Collections.Immutable;
using ClipGrid.Grains.Training.Runs;

namespace ClipGrid.Grains.Training;

/// <summary>A run's sign of life.</summary>
/// <param name="Attempt">Which run of the session.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Events">What it has to say that was not heard yet.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.SessionPulse")]
internal sealed record SessionPulse(
    [property: Id(0)] long Attempt, [property: Id(1)] SessionProgress Progress, [property: Id(2)] ImmutableArray<RunEvent> Events);
