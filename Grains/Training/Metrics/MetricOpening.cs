using System.Collections.Immutable;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Metrics;

/// <summary>How a run goes on with the log that it has cut.</summary>
/// <param name="Generation">What its chunks are written under.</param>
/// <param name="FirstStep">The first step of the chunk that it goes on with.</param>
/// <param name="Points">The points of that chunk so far.</param>
internal readonly record struct MetricOpening(MetricGeneration Generation, long FirstStep, ImmutableArray<MetricPoint> Points);
