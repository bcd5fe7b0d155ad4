using ClipGrid.Contracts.Models;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>What of a model decides how training goes on from it.</summary>
/// <param name="Version">The version.</param>
internal sealed record BaseModel(ModelVersionInfo Version)
{
    // The small presets have 2 to 5 million numbers, the published models 100 million and more.
    private const long Small = 20_000_000;
    private const long Large = 60_000_000;

    /// <summary>Whether its image tower is a transformer: a ResNet has no blocks for low-rank updates, and batch norm ties its batch together.</summary>
    public bool IsTransformer => Version.Architecture.StartsWith("ViT ", StringComparison.Ordinal);

    /// <summary>Whether a batch's activations fill much memory.</summary>
    public bool IsLarge => Version.ParameterCount >= Large;

    /// <summary>
    /// The rate at which all weights are tuned: 1e-5 for the published models (Wortsman et al. 2022, appendix), more for small ones, which are
    /// trained at 1e-3 here.
    /// </summary>
    public double TuningRate => Version.ParameterCount < Small ? 3e-4 : IsLarge ? 1e-5 : 5e-5;

    /// <summary>How many times as fast low-rank updates are learned as all weights (Hu et al. 2022, table 9 ff.), on a small model less.</summary>
    public double LoraFactor => Version.ParameterCount < Small ? 3 : 10;

    /// <summary>The version, as a specification names it.</summary>
    public ModelRef Ref => new(Version.Id.Name, Version.Id.Digest.Value);
}
