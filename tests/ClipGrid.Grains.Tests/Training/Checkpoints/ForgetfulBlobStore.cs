using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>The control: a store that acknowledges every second put without doing it.</summary>
internal sealed class ForgetfulBlobStore(IBlobStore store) : WrappedBlobStore(store)
{
    private int _count;

    public override Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken) =>
        name.Contains("/checkpoints/", StringComparison.Ordinal) && ++_count % 2 == 0
            ? Task.FromResult(new BlobInfo(name, content.Length, "none"))
            : Inner.PutAsync(name, content, condition, cancellationToken);
}
