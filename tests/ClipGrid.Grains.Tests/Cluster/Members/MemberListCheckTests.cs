using System.Net;
using System.Net.Sockets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Members;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Members;

/// <summary>Who may join an empty list.</summary>
[Trait("Check", "F18")]
public sealed class MemberListCheckTests : IDisposable
{
    private static readonly IPEndPoint Self = new(IPAddress.Loopback, 9);

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryMemberTable _list = new();
    private readonly TcpListener _other = new(IPAddress.Loopback, 0);
    private readonly FileBlobStore _store;

    public MemberListCheckTests()
    {
        _store = new FileBlobStore(_folder.Path);
        _other.Start();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private MemberListCheck Check => new(_list, _store, TimeProvider.System, NullLogger.Instance);

    [Fact]
    public async Task Pass_NobodyWasEverThere_MayJoin() => await Check.PassAsync(Self, Cancel);

    [Fact]
    public async Task Pass_WhoWasThereIsGone_MayJoin()
    {
        await NoteAsync(Self, Stopped());

        await Check.PassAsync(Self, Cancel);
    }

    [Fact]
    public async Task Pass_SomebodyServesAndTheListIsEmpty_WaitsUntilItIsPutBack()
    {
        await NoteAsync((IPEndPoint)_other.LocalEndpoint);

        Task pass = Check.PassAsync(Self, Cancel);
        Assert.NotSame(pass, await Task.WhenAny(pass, Task.Delay(TimeSpan.FromSeconds(1), Cancel)));
        Assert.True(await _list.InsertRow(new MembershipEntry { SiloAddress = SiloAddress.New((IPEndPoint)_other.LocalEndpoint, 1), Status = SiloStatus.Active }, new TableVersion(1, "1")));

        await pass;
    }

    [Fact]
    public async Task Pass_SomebodyServesOnAnotherList_IsRefused()
    {
        await NoteAsync((IPEndPoint)_other.LocalEndpoint);

        MemberListCheck check = new(_list, _store, TimeProvider.System, NullLogger.Instance) { LongestWait = TimeSpan.FromSeconds(1) };
        GridException refused = await Assert.ThrowsAsync<GridException>(() => check.PassAsync(Self, Cancel));

        Assert.Equal(GridProblem.Conflict, refused.Problem);
        Assert.Contains($"{_other.LocalEndpoint}", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _other.Dispose();
        _folder.Dispose();
    }

    private static IPEndPoint Stopped()
    {
        using TcpListener gone = new(IPAddress.Loopback, 0);
        gone.Start();
        return (IPEndPoint)gone.LocalEndpoint;
    }

    private Task NoteAsync(params IPEndPoint[] silos) => new MemberNote { Silos = [.. silos.Select(silo => silo.ToString())] }.PutAsync(_store, Cancel);
}
