using System.Collections.Immutable;
using System.Globalization;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>A model's files in the blob store, as long as it is evaluated.</summary>
[GenerateSerializer, Immutable, Alias("clipgrid.EvaluationCandidate")]
internal sealed record EvaluationCandidate
{
    /// <summary>What the names of its blobs begin with; never used twice.</summary>
    [Id(0)]
    public required string Prefix { get; init; }

    /// <summary>Its files.</summary>
    [Id(1)]
    public required ImmutableArray<CandidateFile> Files { get; init; }

    /// <summary>The last part of <see cref="Prefix"/>, which names the evaluation.</summary>
    public string Tag => Prefix.TrimEnd('/')[(Prefix.TrimEnd('/').LastIndexOf('/') + 1)..];

    /// <summary>Name of a file's blob.</summary>
    public string BlobOf(CandidateFile file) => $"{Prefix}model/{file.Name}";

    /// <summary>Name of the blob with a share's vectors.</summary>
    public string VectorsOf(ShareKey share) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}vectors/{share.Number}-{share.Attempt}.safetensors");
}
