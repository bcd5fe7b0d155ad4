using System.Collections.Immutable;

namespace ClipGrid.Model.Training;

/// <summary>A picture with what is said of it.</summary>
/// <param name="Picture">The encoded file.</param>
/// <param name="Captions">Its captions, at least one; a run uses one of them in each epoch.</param>
public sealed record TrainingPair(ReadOnlyMemory<byte> Picture, ImmutableArray<string> Captions);
