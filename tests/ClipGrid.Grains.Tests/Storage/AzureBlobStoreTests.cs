using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class AzureBlobStoreTests(AzuriteFixture azurite) : BlobStoreContract
{
    private protected override async Task<IBlobStore> OpenStoreAsync() => AzuriteFixture.NewStore(await azurite.PortAsync());
}
