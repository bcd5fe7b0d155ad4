using ClipGrid.Contracts.Embedding;

namespace ClipGrid.Grains.Embedding;

/// <summary>What the job of an embedding set tells its grain; the key is an <see cref="EmbeddingSetId"/>.</summary>
[Alias("clipgrid.IEmbeddingSetJobGrain")]
internal interface IEmbeddingSetJobGrain : IGrainWithStringKey
{
    /// <summary>How far the job is. Without effect once it is cancelled.</summary>
    /// <param name="status">How far.</param>
    /// <param name="baseline">Items that had vectors before it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("Report")]
    Task ReportAsync(EmbeddingStatus status, long baseline, CancellationToken cancellationToken);
}
