using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Training.Checkpoints;

/// <summary>The control: a writer who writes the head first and the parts that it names afterwards.</summary>
internal sealed class PointerFirstBlobStore(IBlobStore store) : WrappedBlobStore(store)
{
    private readonly List<(string Name, byte[] Bytes)> _later = [];

    public override async Task<BlobInfo> PutAsync(string name, Stream content, BlobCondition condition, CancellationToken cancellationToken)
    {
        if (name.Contains("/checkpoints/", StringComparison.Ordinal))
        {
            using MemoryStream bytes = new();
            await content.CopyToAsync(bytes, cancellationToken);
            _later.Add((name, bytes.ToArray()));
            return new BlobInfo(name, bytes.Length, "later");
        }
        BlobInfo head = await Inner.PutAsync(name, content, condition, cancellationToken);
        foreach ((string part, byte[] bytes) in _later)
            await Inner.PutAsync(part, bytes, BlobCondition.None, cancellationToken);
        _later.Clear();
        return head;
    }
}
