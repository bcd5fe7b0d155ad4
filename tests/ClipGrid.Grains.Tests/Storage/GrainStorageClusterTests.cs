using System.Text;
using ClipGrid.Grains.Hosting;
using ClipGrid.Grains.Storage;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

public sealed class GrainStorageClusterTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private InProcessTestCluster? _cluster;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        InProcessTestClusterBuilder builder = new(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddClipGridStorage(new BlobStorageOptions { Folder = _folder.Path });
            silo.AddBlobGrainStorageAsDefault();
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task State_OfAGrainThatEnded_IsThereAgain()
    {
        INotebookGrain grain = Grain("a/b");
        Assert.Equal("", await grain.ReadAsync());
        await grain.WriteAsync("kept");
        await grain.DeactivateAsync();
        Assert.Equal("kept", await grain.ReadAsync());
        Assert.NotNull(await Store().FindAsync("grains/notebook/a@2Fb/state", Cancellation));
    }

    [Fact]
    [Trait("Check", "F32")]
    public async Task State_WrittenBehindAnActivationsBack_EndsItAndTheNextReadsTheNewOne()
    {
        INotebookGrain grain = Grain("c");
        await grain.WriteAsync("mine");
        // What another activation, on a silo that was cut off, would have written.
        await Store().PutAsync("grains/notebook/c/state", Encoding.UTF8.GetBytes("{\"format\":1,\"state\":{\"title\":\"of another\"}}"), BlobCondition.None, Cancellation);
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteAsync("lost"));
        Assert.Equal("of another", await grain.ReadAsync());
        await grain.WriteAsync("after");
        Assert.Equal("after", await grain.ReadAsync());
    }

    private INotebookGrain Grain(string key) => _cluster!.Client.GetGrain<INotebookGrain>(key);

    private FileBlobStore Store() => new(_folder.Path);
}
