using ClipGrid.Grains.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

[Collection<Alone>]
public sealed class LargeFileBlobTests : LargeBlobContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private protected override Task<IBlobStore> OpenStoreAsync() => Task.FromResult<IBlobStore>(new FileBlobStore(_folder.Path));

    public void Dispose() => _folder.Dispose();
}
