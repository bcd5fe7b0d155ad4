using System.Collections.Immutable;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Models;

/// <summary>What is known of a version, in words.</summary>
internal static class ModelFacts
{
    /// <summary>What it is: the same names in the same order for every version.</summary>
    public static ImmutableArray<ModelFact> Of(ModelVersionInfo version) =>
    [
        new("Architecture", version.Architecture),
        new("Parameters", Shown.Count(version.ParameterCount)),
        new("Vector length", Shown.Count(version.EmbedDim)),
        new("Picture side", $"{Shown.Count(version.ImageSize)} pixels"),
        new("Text length", $"{Shown.Count(version.ContextLength)} tokens"),
        new("Vocabulary", Shown.Count(version.VocabSize, "token")),
        new("Logit scale", Shown.Number(version.LogitScale)),
        new("Classes", version.Classes.IsEmpty ? "none" : Shown.Count(version.Classes.Length)),
        new("Size of its files", Shown.Bytes(version.ByteCount)),
        new("Stored", Shown.Moment(version.CreatedAt)),
        .. Of(version.Lineage),
    ];

    private static ImmutableArray<ModelFact> Of(ModelLineage lineage) =>
    [
        new("Imported from", lineage.ImportedFrom ?? ""),
        new("Trained by session", lineage.Session?.ToString() ?? ""),
        new("Trained on", lineage.Dataset?.ToString() ?? ""),
        new("Digest of that data", lineage.DatasetDigest ?? ""),
        new("Step", lineage.Step is { } step ? Shown.Count(step) : ""),
        new("Made from", string.Join(", ", lineage.Parents.Select(parent => parent.Short))),
    ];
}
