using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>The control: a store that keeps what it got of a put that was cut.</summary>
internal sealed class TornBlobStore(IBlobStore store, string suffix, double share) : WrappedBlobStore(store)
{
    public override async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        if (!name.EndsWith(suffix, StringComparison.Ordinal))
            return await Inner.PutAsync(name, content, condition, cancellationToken);
        using MemoryStream all = new();
        await content.CopyToAsync(all, cancellationToken);
        await Inner.PutAsync(name, all.ToArray().AsMemory(0, (int)(all.Length * share)), condition, cancellationToken);
        throw new GridException(GridProblem.Unavailable, $"The put of {name} was cut.");
    }
}
