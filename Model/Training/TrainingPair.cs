using System.Collections.Immutable;

namespace ClipGrid.Model.Training;

/// <summary>A picture with what is said of it.</summary>
/// <param name="Picture">The encoded file.</param>
/// <param name="Captions">Its captions, at least one; a run uses one of them in each epoch.</param>
/// <param name="Group">
/// What the pair shows, where several pairs show the same: a run with <see cref="TrainingSpecification.SpareGroups"/> does not hold
/// them against each other. Null for a pair like no other.
/// </param>
public sealed record TrainingPair(ReadOnlyMemory<byte> Picture, ImmutableArray<string> Captions, long? Group = null);
