namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>A file of a candidate.</summary>
/// <param name="Name">Its name in the model's folder.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("clipgrid.CandidateFile")]
internal sealed record CandidateFile([property: Id(0)] string Name, [property: Id(1)] string Sha256);
