using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Monitoring;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Monitoring;

public sealed class BoundedProbeTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CheckAsync_ManyAsk_TriesOnceForAWhile()
    {
        int count = 0;
        BoundedProbe probe = new(_ => Task.FromResult(Interlocked.Increment(ref count)), "good", _time);

        HealthCheckResult[] results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => probe.CheckAsync(Cancel)));
        await probe.CheckAsync(Cancel);
        Assert.Equal(1, count);
        Assert.All(results, result => Assert.Equal((HealthStatus.Healthy, "good"), (result.Status, result.Description)));

        _time.Advance(probe.Freshness);
        await probe.CheckAsync(Cancel);
        Assert.Equal(2, count);
    }

    [Fact]
    public async Task CheckAsync_ThatFails_SaysWhyOnlyWhereItIsTheGridsOwnWord()
    {
        BoundedProbe own = new(_ => throw new GridException(GridProblem.Unavailable, "The store is away."), "good", _time);
        BoundedProbe other = new(_ => throw new InvalidOperationException("password=canary"), "good", _time);

        Assert.Equal((HealthStatus.Unhealthy, "The store is away."), await ResultAsync(own));
        Assert.Equal((HealthStatus.Unhealthy, "it fails (InvalidOperationException): look into the log"), await ResultAsync(other));
    }

    [Fact]
    public async Task CheckAsync_ThatHangs_IsNotWaitedForAndIsTriedAgain()
    {
        TaskCompletionSource hangs = new();
        bool hanging = true;
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        BoundedProbe probe = new(
            _ =>
            {
                asked.TrySetResult();
                return hanging ? hangs.Task : Task.CompletedTask;
            },
            "good",
            _time);

        Task<HealthCheckResult> first = probe.CheckAsync(Cancel);
        await asked.Task;
        _time.Advance(probe.Patience);
        Assert.Equal((HealthStatus.Unhealthy, "there has been no answer for 2 s"), await ResultAsync(first));

        // Given up after a while, so that somebody notices that it answers again.
        hanging = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(HealthStatus.Unhealthy, (await probe.CheckAsync(Cancel)).Status);
        _time.Advance(probe.Freshness);
        Assert.Equal((HealthStatus.Healthy, "good"), await ResultAsync(probe));
    }

    [Fact]
    public async Task CheckAsync_ThatMayBeLate_KeepsItsLastAnswerUntilItIsTooLate()
    {
        TaskCompletionSource hangs = new();
        BoundedProbe probe = new(_ => hangs.Task, "good", _time) { Patience = TimeSpan.FromSeconds(1), Tolerance = TimeSpan.FromSeconds(30) };

        Task<HealthCheckResult> first = probe.CheckAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HealthStatus.Healthy, (await first).Status);
        Task<HealthCheckResult> second = probe.CheckAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HealthStatus.Unhealthy, (await second).Status);
    }

    private static Task<(HealthStatus, string?)> ResultAsync(BoundedProbe probe) => ResultAsync(probe.CheckAsync(Cancel));

    private static async Task<(HealthStatus, string?)> ResultAsync(Task<HealthCheckResult> checking)
    {
        HealthCheckResult result = await checking;
        return (result.Status, result.Description);
    }
}
