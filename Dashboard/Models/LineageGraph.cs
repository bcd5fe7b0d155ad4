using System.Collections.Immutable;
using System.Globalization;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using ClipGrid.Dashboard.Display;

namespace ClipGrid.Dashboard.Models;

/// <summary>Where a version comes from and what was made with it.</summary>
/// <param name="Nodes">The boxes, by their kinds.</param>
/// <param name="Edges">Which box led to which, as places in <paramref name="Nodes"/>.</param>
internal sealed record LineageGraph(ImmutableArray<LineageNode> Nodes, ImmutableArray<LineageEdge> Edges)
{
    private const int MostSets = 6;

    /// <summary>Of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="sets">What was embedded with it.</param>
    public static LineageGraph Of(ModelVersionInfo version, ImmutableArray<EmbeddingSetId> sets)
    {
        ImmutableArray<LineageNode> nodes = [.. Origin(version), new LineageNode(LineageKind.Version, "this version", version.Id.Short), .. Sets(sets)];
        return new LineageGraph(nodes, [.. Links(nodes)]);
    }

    private static IEnumerable<LineageNode> Origin(ModelVersionInfo version)
    {
        ModelLineage lineage = version.Lineage;
        if (lineage.Dataset is { } dataset)
            yield return new LineageNode(LineageKind.Source, "data set", dataset.ToString(), ModelUrl.Data(dataset));
        foreach (ModelVersionId parent in lineage.Parents)
            yield return new LineageNode(LineageKind.Source, "made from", parent.Short, ModelUrl.Version(parent));
        if (lineage.ImportedFrom is { } folder)
            yield return new LineageNode(LineageKind.Source, "folder", folder);
        if (lineage.Session is not { } session)
            yield break;
        yield return new LineageNode(LineageKind.Session, "session", session.ToString(), ModelUrl.Session(session));
        if (lineage.Step is { } step)
            yield return new LineageNode(LineageKind.Checkpoint, "checkpoint", $"step {Shown.Count(step)}", ModelUrl.Session(session));
    }

    private static IEnumerable<LineageNode> Sets(ImmutableArray<EmbeddingSetId> sets)
    {
        foreach (EmbeddingSetId set in sets.Take(MostSets))
            yield return new LineageNode(
                LineageKind.Embeddings, "embeddings of", string.Create(CultureInfo.InvariantCulture, $"{set.Dataset}@{set.Version}"), ModelUrl.Data(new(set.Dataset, set.Version)));
        if (sets.Length > MostSets)
            yield return new LineageNode(LineageKind.Embeddings, "embeddings of", Shown.Count(sets.Length - MostSets, "more data set version"));
    }

    // Every box leads to those of the next kind that is there.
    private static IEnumerable<LineageEdge> Links(ImmutableArray<LineageNode> nodes)
    {
        for (int from = 0; from < nodes.Length; from++)
        {
            LineageKind? next = nodes.Select(node => (LineageKind?)node.Kind).FirstOrDefault(kind => kind > nodes[from].Kind);
            for (int to = from + 1; to < nodes.Length; to++)
                if (nodes[to].Kind == next)
                    yield return new LineageEdge(from, to);
        }
    }
}
