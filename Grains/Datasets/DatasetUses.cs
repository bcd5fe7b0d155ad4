using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Datasets;

/// <summary>What depends on a data set: sessions and embeddings, found by asking all that are listed.</summary>
internal sealed class DatasetUses(IGrainFactory grains)
{
    private const int PageSize = 1000;
    private const int CallsAtOnce = 32;

    /// <summary>An embedding job that runs on a data set, or a session that trains on it and has not ended, in words; null if there is none.</summary>
    public async Task<string?> FindAsync(DatasetName dataset, CancellationToken cancellationToken) =>
        await FirstAsync(CatalogKind.Embeddings, $"{dataset}/", id => grains.GetGrain<IEmbeddingSetGrain>(id).AsReference<IDatasetUserGrain>(), dataset, cancellationToken) is { } set
            ? $"the embedding job {set}"
            : await FirstAsync(CatalogKind.Sessions, "", id => grains.GetGrain<ISessionGrain>(id).AsReference<IDatasetUserGrain>(), dataset, cancellationToken) is { } session
                ? $"the session {session}"
                : null;

    /// <summary>Has the embedding sets of a data set that is deleted forget themselves, and takes them off the list.</summary>
    public async Task UnlistAsync(DatasetName dataset, CancellationToken cancellationToken)
    {
        ICatalogGrain catalog = grains.GetGrain<ICatalogGrain>(nameof(CatalogKind.Embeddings));
        while ((await catalog.ListAsync($"{dataset}/", 0, PageSize, cancellationToken)).Ids is { IsEmpty: false } ids)
        {
            foreach (string id in ids)
            {
                await grains.GetGrain<IEmbeddingSetGrain>(id).AsReference<IDatasetDependentGrain>().ForgetAsync(dataset);
                await catalog.RemoveAsync(id, cancellationToken);
            }
        }
    }

    private async Task<string?> FirstAsync(CatalogKind kind, string prefix, Func<string, IDatasetUserGrain> user, DatasetName dataset, CancellationToken cancellationToken)
    {
        ICatalogGrain catalog = grains.GetGrain<ICatalogGrain>(kind.ToString());
        int skip = 0;
        CatalogPage page;
        do
        {
            page = await catalog.ListAsync(prefix, skip, PageSize, cancellationToken);
            foreach (string[] ids in page.Ids.Chunk(CallsAtOnce))
            {
                bool[] uses = await Task.WhenAll(ids.Select(id => user(id).UsesAsync(dataset)));
                if (Array.IndexOf(uses, true) is >= 0 and var index)
                    return ids[index];
            }
            skip += page.Ids.Length;
        }
        while (page.Ids.Length > 0 && skip < page.TotalCount);
        return null;
    }
}
