using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Cluster;

namespace ClipGrid.Contracts.Client;

/// <summary>Lists what exists, page by page.</summary>
internal static class CatalogPages
{
    private const int PageSize = 500;

    /// <summary>All ids of a kind that begin with <paramref name="prefix"/>.</summary>
    public static async IAsyncEnumerable<string> ListAsync(
        GridCalls calls, CatalogKind kind, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        for (int skip = 0; ;)
        {
            CatalogPage page = await calls.AskAsync(
                grains => grains.GetGrain<ICatalogGrain>(kind.ToString()).ListAsync(prefix, skip, PageSize, cancellationToken), cancellationToken);
            foreach (string id in page.Ids)
                yield return id;
            skip += page.Ids.Length;
            if (page.Ids.IsEmpty || skip >= page.TotalCount)
                yield break;
        }
    }
}
