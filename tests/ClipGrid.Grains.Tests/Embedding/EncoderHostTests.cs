using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Grains.Embedding;
using ClipGrid.Grains.Tests.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Grains.Tests.Embedding;

public sealed class EncoderHostTests : IAsyncDisposable
{
    private readonly ModelBench _bench = new();
    private EncoderHost? _host;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        _bench.Dispose();
    }

    [Fact]
    public async Task Get_HundredCallersAtOnce_LoadOnce()
    {
        ModelVersionId id = await StoredAsync(1);
        EncoderHost host = Host(new EncoderHostOptions());
        _bench.Blobs.OpenCounts.Clear();
        EncoderLease[] leases = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => host.GetAsync(id, Token))));
        Assert.Single(leases.Select(lease => lease.Encoder).Distinct());
        // Once for the version and once for its folder.
        Assert.Equal(2, _bench.Blobs.OpenCounts[$"models/demo/{id.Digest}/manifest.json"]);
        foreach (EncoderLease lease in leases)
            lease.Dispose();
        using EncoderLease later = await host.GetAsync(id, Token);
        Assert.Same(leases[0].Encoder, later.Encoder);
        Assert.Equal(id, later.Model.Id);
    }

    [Fact]
    public async Task Get_MoreModelsThanThereIsRoom_UnloadsTheOneUsedLongestAgo()
    {
        ModelVersionId a = await StoredAsync(1), b = await StoredAsync(2), c = await StoredAsync(3);
        EncoderHost host = Host(new EncoderHostOptions { MaxModelCount = 2 });
        EncoderLease leaseA = await host.GetAsync(a, Token), leaseB = await host.GetAsync(b, Token);
        leaseA.Dispose();
        leaseB.Dispose();
        (await host.GetAsync(a, Token)).Dispose();
        using EncoderLease leaseC = await host.GetAsync(c, Token);
        await host.WhenUnloadedAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => leaseB.Encoder.EmbedTextAsync("x", Token));
        Assert.Equal(24, (await leaseA.Encoder.EmbedTextAsync("x", Token)).Length);
        using EncoderLease againA = await host.GetAsync(a, Token), againB = await host.GetAsync(b, Token);
        Assert.Same(leaseA.Encoder, againA.Encoder);
        Assert.NotSame(leaseB.Encoder, againB.Encoder);
    }

    [Fact]
    public async Task Get_TooManyInUse_UnloadsNoneBeforeItsLeaseEnds()
    {
        ModelVersionId a = await StoredAsync(1), b = await StoredAsync(2);
        EncoderHost host = Host(new EncoderHostOptions { MaxByteCount = 1 });
        EncoderLease leaseA = await host.GetAsync(a, Token);
        using EncoderLease leaseB = await host.GetAsync(b, Token);
        Assert.Equal(24, (await leaseA.Encoder.EmbedTextAsync("x", Token)).Length);
        leaseA.Dispose();
        leaseA.Dispose();
        await host.WhenUnloadedAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => leaseA.Encoder.EmbedTextAsync("x", Token));
        Assert.Equal(24, (await leaseB.Encoder.EmbedTextAsync("x", Token)).Length);
    }

    [Fact]
    public async Task Get_FailedBefore_TriesAgain()
    {
        ModelVersionId id = await StoredAsync(1);
        await _bench.Store.DeleteAsync(id, Token);
        EncoderHost host = Host(new EncoderHostOptions());
        Assert.Equal(GridProblem.NotFound, (await Assert.ThrowsAsync<GridException>(() => host.GetAsync(id, Token))).Problem);
        Assert.Equal(id, await StoredAsync(1));
        using EncoderLease lease = await host.GetAsync(id, Token);
        Assert.Equal(24, (await lease.Encoder.EmbedTextAsync("x", Token)).Length);
    }

    [Fact]
    public async Task Get_OneCallerGivesUp_TheOthersGetTheirs()
    {
        ModelVersionId id = await StoredAsync(1);
        EncoderHost host = Host(new EncoderHostOptions());
        using CancellationTokenSource cancellation = new();
        Task<EncoderLease> impatient = host.GetAsync(id, cancellation.Token), patient = host.GetAsync(id, Token);
        await cancellation.CancelAsync();
        using EncoderLease lease = await patient;
        Assert.Equal(24, (await lease.Encoder.EmbedTextAsync("x", Token)).Length);
        await Task.WhenAny(impatient);
    }

    [Fact]
    public async Task Dispose_ModelsLoaded_UnloadsAllAndLoadsNoMore()
    {
        ModelVersionId id = await StoredAsync(1);
        EncoderHost host = Host(new EncoderHostOptions());
        EncoderLease lease = await host.GetAsync(id, Token);
        await host.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => lease.Encoder.EmbedTextAsync("x", Token));
        lease.Dispose();
        Assert.Equal(GridProblem.Unavailable, (await Assert.ThrowsAsync<GridException>(() => host.GetAsync(id, Token))).Problem);
    }

    [Theory]
    [InlineData(0, 1, 256)]
    [InlineData(1, 0, 256)]
    [InlineData(1, 1, 255)]
    public void Validate_OutOfRange_NamesTheSetting(int models, long bytes, int pending) =>
        Assert.Contains("set it to", Assert.Throws<ArgumentException>(new EncoderHostOptions { MaxModelCount = models, MaxByteCount = bytes, MaxPendingCount = pending }.Validate).Message, StringComparison.Ordinal);

    [Fact]
    [Trait("Check", "L3")]
    public void Admission_Full_SendsAwayAndRecovers()
    {
        EncoderAdmission admission = new(new EncoderHostOptions { MaxPendingCount = 300 });
        IDisposable first = admission.Enter(256);
        Assert.Equal(GridProblem.Unavailable, Assert.Throws<GridException>(() => admission.Enter(45)).Problem);
        admission.Enter(44).Dispose();
        first.Dispose();
        first.Dispose();
        admission.Enter(256).Dispose();
    }

    private EncoderHost Host(EncoderHostOptions options) => _host = new EncoderHost(_bench.Store, options, TimeProvider.System, NullLogger<EncoderHost>.Instance);

    private async Task<ModelVersionId> StoredAsync(long seed)
    {
        string folder = _bench.Folder.File($"m{seed}");
        return (await _bench.StoreAsync(Directory.Exists(folder) ? folder : SmallModel.Write(folder, seed), cancellationToken: Token)).Id;
    }
}
