using System.Collections.Immutable;

namespace ClipGrid.Model.Training;

/// <summary>What is said of a picture whose file lies elsewhere.</summary>
/// <param name="Captions">Its captions, at least one; a run uses one of them in each epoch.</param>
/// <param name="Group">As <see cref="TrainingPair"/>'s.</param>
public sealed record PictureCaptions(ImmutableArray<string> Captions, long? Group = null);
