using ClipGrid.Grains.Storage;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

[Collection<Alone>]
public sealed class LargeAzureBlobTests(AzuriteFixture azurite) : LargeBlobContract
{
    private protected override async Task<IBlobStore> OpenStoreAsync() => AzuriteFixture.NewStore(await azurite.PortAsync());
}
