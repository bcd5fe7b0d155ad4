using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;
using Orleans.Concurrency;

namespace ClipGrid.Grains.Embedding;

/// <summary>
/// The silo's encoder as callers see it. Calls interleave because they have nothing in common but the queue behind: only together do
/// small requests fill a batch.
/// </summary>
[StatelessWorker, Reentrant]
internal sealed class EncoderGrain(EncoderRequests requests) : Grain, IEncoderGrain
{
    private ModelVersionId Id => ModelVersionId.Parse(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public Task<ImmutableArray<EmbeddingOutcome>> EmbedTextsAsync(ImmutableArray<string> texts, CancellationToken cancellationToken) =>
        requests.EmbedTextsAsync(Id, texts, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<EmbeddingOutcome>> EmbedPicturesAsync(ImmutableArray<PictureInput> pictures, CancellationToken cancellationToken) =>
        requests.EmbedPicturesAsync(Id, pictures, cancellationToken);
}
