using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Models;

/// <summary>Addresses of models' pages.</summary>
internal static class ModelUrl
{
    /// <summary>All models.</summary>
    public const string All = "/models";

    /// <summary>Where a model is taken in.</summary>
    public const string Import = "/models/import";

    // A model may be called as one of these; its page is then found by its alias too.
    private static readonly ImmutableArray<string> Beside = ["import", "compare", "export"];

    /// <summary>A model.</summary>
    public static string Model(ModelName name) => Beside.Contains(name.Value) ? $"{All}/{name}@latest" : $"{All}/{name}";

    /// <summary>A version.</summary>
    public static string Version(ModelVersionId version) => $"{All}/{version.Name}/{version.Digest.Short}";

    /// <summary>Two versions side by side; either may be left open.</summary>
    public static string Compare(ModelVersionId? a, ModelVersionId? b)
    {
        string[] sides = [.. new[] { ("a", a), ("b", b) }.Where(side => side.Item2 is not null).Select(side => $"{side.Item1}={Uri.EscapeDataString(side.Item2!.Value.Short)}")];
        return sides.Length == 0 ? $"{All}/compare" : $"{All}/compare?{string.Join('&', sides)}";
    }

    /// <summary>A version's files as a download.</summary>
    public static string Export(ModelVersionId version, ModelLayout layout) =>
        $"{All}/export?model={Uri.EscapeDataString(version.Short)}&layout={layout}";

    /// <summary>The data set version that a version was trained on or embeds.</summary>
    public static string Data(DatasetRef dataset) =>
        dataset.Version is { } number ? string.Create(CultureInfo.InvariantCulture, $"/datasets/{dataset.Name}?version={number}") : $"/datasets/{dataset.Name}";

    /// <summary>The session that trained a version.</summary>
    public static string Session(SessionId session) => $"/sessions/{session}";

    /// <summary>The page that starts a session from a version.</summary>
    public static string Train(ModelVersionId version) => $"/sessions/new?base={Uri.EscapeDataString(version.Short)}";

    /// <summary>The page that searches with a version.</summary>
    public static string Search(ModelVersionId version) => $"/search?model={Uri.EscapeDataString(version.Short)}";

    /// <summary>The page that classifies with a version.</summary>
    public static string Classify(ModelVersionId version) => $"/classify?model={Uri.EscapeDataString(version.Short)}";
}
