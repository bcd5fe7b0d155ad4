using ClipGrid.Grains.Training.Runs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Lease;

public sealed class RunLeaseTests
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(60);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsValid_NobodyRenews_UntilItsLengthIsOver()
    {
        RunLease lease = new(_time, Length);
        Assert.True(lease.IsValid);
        _time.Advance(Length);
        Assert.True(lease.IsValid);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(lease.IsValid);
    }

    [Fact]
    public void Renew_AnsweredLate_CountsFromWhenItWasAsked()
    {
        RunLease lease = new(_time, Length);
        _time.Advance(TimeSpan.FromSeconds(30));
        long asked = _time.GetTimestamp();
        _time.Advance(TimeSpan.FromSeconds(20));
        lease.Renew(asked);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(lease.IsValid);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(lease.IsValid);
    }

    [Fact]
    public void Renew_AfterItWasRevoked_ChangesNothing()
    {
        RunLease lease = new(_time, Length);
        lease.Revoke();
        lease.Renew(_time.GetTimestamp());
        Assert.False(lease.IsValid);
    }

    [Fact, Trait("Check", "F21")]
    public void IsValid_ClockOfTheWallIsSet_StaysAsItIs()
    {
        ShiftedClock clock = new();
        RunLease lease = new(clock, Length);
        clock.Shift = TimeSpan.FromHours(2);
        Assert.True(lease.IsValid);
        clock.Shift = TimeSpan.FromHours(-2);
        Assert.True(lease.IsValid);
    }

    private sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
