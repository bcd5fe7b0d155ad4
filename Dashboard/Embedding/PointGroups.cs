using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Dashboard.Embedding;

/// <summary>Sorts the points of a map by their labels: the most frequent ones get a look of their own.</summary>
/// <param name="Groups">The groups, in the order of their looks.</param>
/// <param name="Of">For every point its group's place.</param>
internal sealed record PointGroups(ImmutableArray<PointGroup> Groups, ImmutableArray<byte> Of)
{
    /// <summary>Sorts points.</summary>
    public static PointGroups Sort(IReadOnlyList<PlanePoint> points)
    {
        (string Name, int Count)[] labels = [.. points.Where(point => point.Label is not null).CountBy(point => point.Label!, StringComparer.Ordinal)
            .OrderByDescending(label => label.Value).ThenBy(label => label.Key, StringComparer.Ordinal).Select(label => (label.Key, label.Value))];
        List<PointGroup> groups = [.. labels.Take(PointGroup.LookCount).Select((label, i) => new PointGroup(label.Name, label.Count, i))];
        Dictionary<string, byte> places = groups.Select((group, place) => (group.Name, place)).ToDictionary(pair => pair.Name, pair => (byte)pair.place, StringComparer.Ordinal);
        (byte others, byte unlabelled) = ((byte)groups.Count, (byte)groups.Count);
        if (labels.Length > PointGroup.LookCount)
        {
            groups.Add(new PointGroup($"{labels.Length - PointGroup.LookCount:N0} other labels", labels.Skip(PointGroup.LookCount).Sum(label => label.Count), PointGroup.LookCount));
            unlabelled++;
        }
        int without = points.Count(point => point.Label is null);
        if (without > 0)
            // Where no picture has a label, all share the first colour: grey alone is hard to see.
            groups.Add(new PointGroup("no label", without, labels.Length == 0 ? 0 : PointGroup.LookCount));
        return new PointGroups([.. groups], [.. points.Select(point => point.Label is null ? unlabelled : places.GetValueOrDefault(point.Label, others))]);
    }
}
