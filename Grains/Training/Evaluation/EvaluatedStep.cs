using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Metrics">The values by their names.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EvaluatedStep(
    long Step, [property: JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] ImmutableSortedDictionary<string, double> Metrics);
