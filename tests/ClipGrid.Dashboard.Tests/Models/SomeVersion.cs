using System.Collections.Immutable;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Dashboard.Tests.Models;

/// <summary>Versions for tests.</summary>
internal static class SomeVersion
{
    /// <summary>A version of a model called demo.</summary>
    /// <param name="digit">What its digest is made of.</param>
    public static ModelVersionInfo Of(char digit) => new()
    {
        Id = new ModelVersionId(ModelName.Parse("demo"), ModelDigest.Parse(new string(digit, 64))),
        CreatedAt = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero),
        Architecture = "ViT 32/8, width 64, 2 layers",
        EmbedDim = 64,
        ImageSize = 32,
        ContextLength = 32,
        VocabSize = 600,
        ParameterCount = 123_456,
        LogitScale = 14.3,
        ByteCount = 500_000,
        Lineage = new ModelLineage(),
    };

    /// <summary>What was measured.</summary>
    public static ImmutableSortedDictionary<string, double> Metrics(params (string Name, double Value)[] metrics) =>
        metrics.ToImmutableSortedDictionary(metric => metric.Name, metric => metric.Value, StringComparer.Ordinal);
}
