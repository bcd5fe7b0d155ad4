using System.Diagnostics;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using ClipGrid.TestKit.Azurite;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A real Azurite behind a network that has bad days.</summary>
[Collection<Alone>]
public sealed partial class AzureFaultTests(OwnAzuriteFixture azurite) : IClassFixture<OwnAzuriteFixture>, IAsyncLifetime
{
    private const string Name = "runs/1/newest";

    // Pauses of milliseconds, so that many fit in a test; their shares are those of the defaults.
    private static readonly BlobResilienceOptions s_quick = new()
    {
        AttemptTimeout = TimeSpan.FromSeconds(2),
        TotalTimeout = TimeSpan.FromSeconds(10),
        MaxRetryCount = 6,
        BaseDelay = TimeSpan.FromMilliseconds(20),
        MaxDelay = TimeSpan.FromMilliseconds(200),
        BreakerThroughput = 1000,
        BlockSize = 256 * 1024,
    };

    private FaultProxy? _proxy;
    private AzureBlobStore? _store;

    private FaultProxy Proxy => _proxy!;

    private AzureBlobStore Store => _store!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = new FaultProxy(azurite.Port);
        _store = AzuriteFixture.NewStore(_proxy.Port, s_quick);
        // The container's request is out of the way.
        Assert.Null(await Store.FindAsync(Name, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        if (_proxy is not null)
            await _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    [Trait("Check", "F7")]
    public async Task PutAsync_OfAStoreThatIsBusyForAWhile_SucceedsAtLast(int status)
    {
        FailFirst(3, _ => Fault.Status(status), request => request.IsCommit);
        await Store.PutAsync(Name, "content"u8.ToArray(), BlobCondition.None, Cancellation);
        Assert.Equal(4, Proxy.Requests.Count(request => request.IsCommit));
        Assert.Equal("content"u8.ToArray(), await Store.GetAsync(Name, null, Cancellation));
    }

    [Fact]
    [Trait("Check", "F7")]
    public async Task PutAsync_OfAStoreThatStaysBusy_EndsAfterItsAttemptsAndNamesTheFault()
    {
        Proxy.Rule = _ => Fault.Busy;
        int before = Proxy.Requests.Count;
        GridException exception = await UnavailableAsync(() => Store.PutAsync(Name, "content"u8.ToArray(), BlobCondition.None, Cancellation));
        Assert.Equal(s_quick.MaxRetryCount + 1, Proxy.Requests.Count - before);
        Assert.Contains("503 ServerBusy", exception.Message, StringComparison.Ordinal);
        Proxy.Rule = _ => Fault.None;
        Assert.Null(await Store.FindAsync(Name, Cancellation));
    }

    [Fact]
    [Trait("Check", "F7")]
    public async Task AnyMethod_WhileManyFail_SendsFewRequestsAndRecovers()
    {
        AzureBlobStore store = AzuriteFixture.NewStore(Proxy.Port, s_quick with { BreakerThroughput = 5, BreakDuration = TimeSpan.FromMilliseconds(500), BreakerSampling = TimeSpan.FromSeconds(5), MaxDelay = TimeSpan.FromMilliseconds(600) });
        Assert.Null(await store.FindAsync(Name, Cancellation));
        Proxy.Rule = _ => Fault.Busy;
        int before = Proxy.Requests.Count;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => UnavailableAsync(() => store.FindAsync(Name, Cancellation))));
        // Without the circuit: 20 callers with 7 attempts each.
        Assert.InRange(Proxy.Requests.Count - before, 5, 60);
        Proxy.Rule = _ => Fault.None;
        Assert.Null(await store.FindAsync(Name, Cancellation));
    }

    [Fact]
    [Trait("Check", "F8")]
    public async Task AnyMethod_OfAStoreThatHangs_EndsByItsDeadline()
    {
        AzureBlobStore store = AzuriteFixture.NewStore(Proxy.Port, s_quick with { AttemptTimeout = TimeSpan.FromMilliseconds(300), TotalTimeout = TimeSpan.FromSeconds(1) });
        await store.PutAsync(Name, "content"u8.ToArray(), BlobCondition.None, Cancellation);
        Proxy.Rule = _ => Fault.Hang;
        long start = Stopwatch.GetTimestamp();
        GridException[] exceptions = await Task.WhenAll(
            UnavailableAsync(() => store.PutAsync(Name, GeneratedStream.Bytes(1_000_000), BlobCondition.None, Cancellation)),
            UnavailableAsync(() => store.FindAsync(Name, Cancellation)),
            UnavailableAsync(() => store.OpenAsync(Name, null, Cancellation)),
            UnavailableAsync(() => store.ListAsync("", null, 10, Cancellation)),
            UnavailableAsync(() => store.DeleteAsync(Name, BlobCondition.None, Cancellation)));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(8));
        Assert.All(exceptions, exception => Assert.Contains("timeout", exception.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    [Trait("Check", "F10")]
    public async Task PutAsync_WhoseAnswerIsLost_FindsItsOwnOperationAndReportsSuccessOnce(int length)
    {
        BlobInfo old = await Store.PutAsync(Name, "old"u8.ToArray(), BlobCondition.IfAbsent, Cancellation);
        FailFirst(1, _ => Fault.DropResponse, request => request.IsCommit);
        BlobInfo written = await Store.PutAsync(Name, GeneratedStream.Bytes(length), BlobCondition.IfMatch(old.ETag), Cancellation);
        Assert.Equal(written, await Store.FindAsync(Name, Cancellation));
        Assert.Equal(length, written.Length);
        // The old one and this one: it was looked for, and not sent again.
        Assert.Equal(2, Proxy.Requests.Count(request => request.IsCommit));
        // The tag is the one to go on with.
        await Store.PutAsync(Name, "next"u8.ToArray(), BlobCondition.IfMatch(written.ETag), Cancellation);
    }

    [Fact]
    [Trait("Check", "F10")]
    public async Task PutAsync_WhoseAnswerIsLostAndWhoseConditionDidNotHold_IsAConflict()
    {
        BlobInfo old = await Store.PutAsync(Name, "old"u8.ToArray(), BlobCondition.None, Cancellation);
        await Store.PutAsync(Name, "of another"u8.ToArray(), BlobCondition.None, Cancellation);
        FailFirst(1, _ => Fault.DropResponse, request => request.IsCommit);
        GridException exception = await Assert.ThrowsAsync<GridException>(() => Store.PutAsync(Name, "mine"u8.ToArray(), BlobCondition.IfMatch(old.ETag), Cancellation));
        Assert.Equal(GridProblem.Conflict, exception.Problem);
        Assert.Equal("of another"u8.ToArray(), await Store.GetAsync(Name, null, Cancellation));
    }

    [Fact]
    [Trait("Check", "F10")]
    public async Task DeleteAsync_WhoseAnswerIsLost_ReportsSuccess()
    {
        BlobInfo old = await Store.PutAsync(Name, "old"u8.ToArray(), BlobCondition.None, Cancellation);
        FailFirst(1, _ => Fault.DropResponse, request => request.Method == "DELETE");
        Assert.True(await Store.DeleteAsync(Name, BlobCondition.IfMatch(old.ETag), Cancellation));
        Assert.Equal(2, Proxy.Requests.Count(request => request.Method == "DELETE"));
        Assert.False(await Store.DeleteAsync(Name, BlobCondition.IfMatch(old.ETag), Cancellation));
    }

    [Theory]
    [InlineData(0.01, 1000)]
    [InlineData(0.5, 1000)]
    [InlineData(0.99, 1000)]
    [InlineData(0.01, 1_000_000)]
    [InlineData(0.5, 1_000_000)]
    [InlineData(0.99, 1_000_000)]
    [Trait("Check", "F11")]
    public async Task PutAsync_CutInItsBody_LeavesNothingVisible(double share, int length)
    {
        Proxy.Rule = request => request.Method == "PUT" ? Fault.CutRequest(share) : Fault.None;
        GridException exception = await UnavailableAsync(() => Store.PutAsync(Name, GeneratedStream.Bytes(length), BlobCondition.None, Cancellation));
        Assert.Contains("torn connection", exception.Message, StringComparison.Ordinal);
        Proxy.Rule = _ => Fault.None;
        Assert.Null(await Store.FindAsync(Name, Cancellation));
        Assert.Empty((await Store.ListAsync("", null, 10, Cancellation)).Blobs);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    [Trait("Check", "F11")]
    public async Task OpenAsync_CutInTheBody_GoesOnWhereItEnded(double share)
    {
        byte[] content = GeneratedStream.Bytes(1_000_000);
        await Store.PutAsync(Name, content, BlobCondition.None, Cancellation);
        int before = Proxy.Requests.Count;
        FailFirst(1, _ => Fault.CutResponse(share), request => request.Method == "GET");
        Assert.Equal(content, await Store.GetAsync(Name, null, Cancellation));
        // Four blocks and the rest of the one that was cut: nobody else asks again behind our back.
        ProxiedRequest[] reads = [.. Proxy.Requests.Skip(before).Where(request => request.Method == "GET")];
        Assert.Equal(5, reads.Length);
        Assert.NotEqual("bytes=0-262143", reads[1].Range);
        Assert.EndsWith("-262143", reads[1].Range, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "F11")]
    public async Task OpenAsync_CutInEveryBody_EndsAfterItsAttempts()
    {
        await Store.PutAsync(Name, "content"u8.ToArray(), BlobCondition.None, Cancellation);
        Proxy.Rule = request => request.Method == "GET" ? Fault.CutResponse(0) : Fault.None;
        GridException exception = await UnavailableAsync(() => Store.GetAsync(Name, null, Cancellation));
        Assert.Contains("torn connection", exception.Message, StringComparison.Ordinal);
        Assert.Equal(s_quick.MaxRetryCount + 1, Proxy.Requests.Count(request => request.Method == "GET"));
    }

    [Fact]
    [Trait("Check", "F11")]
    public async Task OpenAsync_CutAndReplacedMeanwhile_IsAConflictAndNoMixture()
    {
        await Store.PutAsync(Name, GeneratedStream.Bytes(1_000_000), BlobCondition.None, Cancellation);
        await using BlobContent content = await Store.OpenAsync(Name, null, Cancellation);
        await Store.PutAsync(Name, new byte[1_000_000], BlobCondition.None, Cancellation);
        GridException exception = await Assert.ThrowsAsync<GridException>(() => content.Stream.CopyToAsync(Stream.Null, Cancellation));
        Assert.Equal(GridProblem.Conflict, exception.Problem);
    }

    [Fact]
    [Trait("Check", "F9")]
    public async Task OpenAsync_OfABodyThatTrickles_EndsByItsDeadline()
    {
        AzureBlobStore store = AzuriteFixture.NewStore(Proxy.Port, s_quick with { AttemptTimeout = TimeSpan.FromMilliseconds(300), TotalTimeout = TimeSpan.FromSeconds(1) });
        await store.PutAsync(Name, GeneratedStream.Bytes(200_000), BlobCondition.None, Cancellation);
        Proxy.Rule = request => request.Method == "GET" ? Fault.SlowResponse(2000) : Fault.None;
        GridException exception = await UnavailableAsync(() => store.GetAsync(Name, null, Cancellation));
        Assert.Contains("timeout", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Check", "F12")]
    public async Task AnyMethod_WhileNobodyListens_IsUnavailableAndThenWorks()
    {
        await Store.PutAsync(Name, "content"u8.ToArray(), BlobCondition.None, Cancellation);
        await Proxy.RefuseAsync();
        GridException exception = await UnavailableAsync(() => Store.GetAsync(Name, null, Cancellation));
        Assert.Contains("ConnectionRefused", exception.Message, StringComparison.Ordinal);
        Proxy.Accept();
        Assert.Equal("content"u8.ToArray(), await Store.GetAsync(Name, null, Cancellation));
    }

    [Fact]
    public async Task CancellationToken_WhileAStoreHangs_EndsTheCallAtOnce()
    {
        using CancellationTokenSource source = new();
        Proxy.Rule = _ =>
        {
            source.Cancel();
            return Fault.Hang;
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync(Name, source.Token));
    }

    [Fact]
    [Trait("Check", "F12")]
    public async Task PutAsync_WhileAzuriteIsStoppedAndStarted_LosesNoAcknowledgedBlob()
    {
        Assert.SkipWhen(AzuriteProcess.Lack is not null, AzuriteProcess.Lack ?? "");
        await using AzuriteProcess own = await AzuriteProcess.StartNewAsync(Cancellation);
        AzureBlobStore store = AzuriteFixture.NewStore(own.Port, s_quick with { MaxRetryCount = 60, TotalTimeout = TimeSpan.FromSeconds(60) });
        TaskCompletionSource some = new(TaskCreationOptions.RunContinuationsAsynchronously), restarted = new();
        Task<List<string>> writing = Task.Run(async () =>
        {
            List<string> acknowledged = [];
            while (!restarted.Task.IsCompleted || acknowledged.Count < 60)
            {
                await store.PutAsync($"ledger/{acknowledged.Count:0000}", GeneratedStream.Bytes(1000), BlobCondition.IfAbsent, Cancellation);
                acknowledged.Add($"ledger/{acknowledged.Count:0000}");
                if (acknowledged.Count == 20)
                    some.SetResult();
            }
            return acknowledged;
        }, Cancellation);
        await some.Task;
        await own.StopAsync();
        await own.StartAsync(Cancellation);
        restarted.SetResult();
        List<string> names = await writing;
        Assert.Equal(names, await store.ListAllAsync("ledger/", Cancellation).Select(blob => blob.Name).ToListAsync(Cancellation));
    }

    private void FailFirst(int count, Func<ProxiedRequest, Fault> fault, Func<ProxiedRequest, bool> which)
    {
        int left = count;
        Proxy.Rule = request => which(request) && Interlocked.Decrement(ref left) >= 0 ? fault(request) : Fault.None;
    }

    private static async Task<GridException> UnavailableAsync(Func<Task> act)
    {
        GridException exception = await Assert.ThrowsAsync<GridException>(act);
        Assert.Equal(GridProblem.Unavailable, exception.Problem);
        return exception;
    }
}
