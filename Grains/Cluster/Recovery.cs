using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Training;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster;

/// <summary>Wakes what may have been interrupted when the silo that ran it ended: ingests, embedding jobs, sessions.</summary>
internal sealed class Recovery(IGrainFactory grains, ILogger<Recovery> logger)
{
    private const int PageSize = 1000;
    private const int Parallelism = 8;

    /// <summary>Asks each of them to go on; one that cannot is logged and does not hold up the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await RunAsync(CatalogKind.Datasets, id => grains.GetGrain<IDatasetGrain>(id).RecoverAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        await RunAsync(CatalogKind.Sessions, id => grains.GetGrain<ISessionGrain>(id).RecoverAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        await RunAsync(CatalogKind.Embeddings, id => grains.GetGrain<IEmbeddingSetGrain>(id).RecoverAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(CatalogKind kind, Func<string, Task> recover, CancellationToken cancellationToken)
    {
        ICatalogGrain catalog = grains.GetGrain<ICatalogGrain>(kind.ToString());
        int skip = 0;
        CatalogPage page;
        do
        {
            page = await catalog.ListAsync("", skip, PageSize, cancellationToken).ConfigureAwait(false);
            await Parallel.ForEachAsync(page.Ids, new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellationToken }, async (id, _) =>
            {
                try
                {
                    await recover(id).ConfigureAwait(false);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    logger.LogError(error, "{Kind} {Id} could not be looked at after the start: it goes on at the next start, or when somebody asks for it.", kind, id);
                }
            }).ConfigureAwait(false);
            skip += page.Ids.Length;
        }
        while (page.Ids.Length > 0 && skip < page.TotalCount);
    }
}
