using System.Collections.Immutable;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Metrics">The values by their names.</param>
internal sealed record EvaluatedStep(long Step, ImmutableSortedDictionary<string, double> Metrics);
