using System.Security.Cryptography;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Model.Tests.Training;

/// <summary>A short run over tiny pairs, and what proves that two of them are the same.</summary>
internal static class TinyRun
{
    internal const int ItemCount = 22;

    internal static TrainingSpecification Specification { get; } = new()
    {
        Seed = 5,
        BatchSize = 6,
        Schedule = new CosineSchedule { BaseRate = 3e-3, WarmupSteps = 2, TotalSteps = 12 },
        GradientClipNorm = 1,
        EmaDecay = 0.9,
    };

    /// <summary>SHA-256 over every byte of every weight and buffer.</summary>
    internal static string Digest(ClipNetwork network)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (NamedTensor part in network.State())
            hash.AppendData(part.Value.ToHost().ToBytes());
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
