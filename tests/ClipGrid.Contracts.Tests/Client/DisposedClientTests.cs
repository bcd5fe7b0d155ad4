using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>A client that is misused.</summary>
[Trait("Check", "74")]
public sealed class DisposedClientTests(SmallGrid grid) : IClassFixture<SmallGrid>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetVersionAsync_DisposedClient_ThrowsObjectDisposed()
    {
        ClipGridClient client = await ClipGridClient.ConnectAsync(grid.Options, Cancel);
        await client.DisposeAsync();
        await client.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.Cluster.GetVersionAsync(Cancel));
    }

    [Fact]
    public async Task GetVersionAsync_CancelledToken_ThrowsOperationCanceled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grid.Client.Cluster.GetVersionAsync(new CancellationToken(canceled: true)));

    [Fact]
    public async Task Methods_NullArgument_ThrowArgumentNull()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => ClipGridClient.ConnectAsync(null!, Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => grid.Client.Datasets.AddAsync(null!, cancellationToken: Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => grid.Client.Search.SearchAsync(null!, Cancel));
        await Assert.ThrowsAsync<ArgumentNullException>(() => grid.Client.Sessions.StartAsync(null!, cancellationToken: Cancel));
        Assert.Throws<ArgumentNullException>(() => new ClipGridClient(null!));
    }

    [Fact]
    public async Task GetAsync_IdThatWasNeverMade_IsInvalid()
    {
        GridException e = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.GetAsync(default, Cancel));

        Assert.Equal(GridProblem.Invalid, e.Problem);
    }

    [Fact]
    public async Task AddAsync_PathThatIsNotThere_IsNotFoundAndSendsNothing()
    {
        GridException e = await Assert.ThrowsAsync<GridException>(() => grid.Client.Datasets.AddAsync(
            new AddDatasetRequest { Name = DatasetName.Parse("nowhere"), Paths = ["/no/such/folder"] }, cancellationToken: Cancel));

        Assert.Equal(GridProblem.NotFound, e.Problem);
        Assert.Empty(grid.Memory.Transfers);
    }
}
