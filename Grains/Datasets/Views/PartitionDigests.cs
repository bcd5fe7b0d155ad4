using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Search;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>The digests of a partition's pictures.</summary>
internal static class PartitionDigests
{
    /// <summary>Most digests that are looked for at once.</summary>
    public const int MostFound = 100;

    // A digest is 64 characters: 256 KiB.
    private const int PageSize = 4096;

    /// <summary>A page of them in ordinal order, of the rows that are shown.</summary>
    public static DigestPage List(PartitionItems items, RowSet shown, int skip)
    {
        ImmutableArray<string>.Builder page = ImmutableArray.CreateBuilder<string>();
        foreach (int row in items.RowsByDigest)
        {
            if (!shown[row] || skip-- > 0)
                continue;
            if (page.Count == PageSize)
                return new DigestPage(page.ToImmutable(), HasMore: true);
            page.Add(items.Items[row].Info.Digest);
        }
        return new DigestPage(page.ToImmutable(), HasMore: false);
    }

    /// <summary>Which of the rows that are shown have some digests; those that none has are left out.</summary>
    public static ImmutableArray<DigestTwins> Find(PartitionItems items, RowSet shown, ImmutableArray<string> digests)
    {
        HashSet<string> wanted = new(digests, StringComparer.Ordinal);
        return
        [
            .. items.Items.Where((item, row) => shown[row] && wanted.Contains(item.Info.Digest))
                .GroupBy(item => item.Info.Digest, StringComparer.Ordinal)
                .Select(twins => new DigestTwins(twins.Key, twins.Count(), [.. twins.Take(DigestTwins.MostKeys).Select(item => item.Info.Key)])),
        ];
    }
}
