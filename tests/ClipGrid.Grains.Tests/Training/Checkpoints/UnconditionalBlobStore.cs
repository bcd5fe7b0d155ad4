using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>The control: a store whose last writer wins.</summary>
internal sealed class UnconditionalBlobStore(IBlobStore store) : WrappedBlobStore(store)
{
    public override Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) =>
        Inner.PutAsync(name, content, BlobCondition.None, cancellationToken);
}
