using ClipGrid.Grains.Devices;
using Xunit;
using static ClipGrid.Grains.Tests.Devices.LedgerWorld;

namespace ClipGrid.Grains.Tests.Devices;

/// <summary>A ledger whose memory is new, in a grid where sessions may run.</summary>
public sealed class DeviceLedgerStartTests
{
    [Fact]
    public void Ask_OneSiloThatRunsNothing_IsGrantedAtOnce()
    {
        LedgerWorld world = new();
        world.Ledger.SeeActive(new HashSet<string> { A });
        Assert.StartsWith("The inventory of devices has just started", world.Ask("s").Reason);
        world.Ledger.Publish(Silo(A));
        Assert.Equal(Cpu(A), world.Ask("s").Slot);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ask_OneSiloThatRunsSomethingOrTwoSilos_WaitsForTwoPublishIntervals(bool isOne)
    {
        LedgerWorld world = new();
        world.Ledger.SeeActive(isOne ? new HashSet<string> { A } : new HashSet<string> { A, B });
        world.Ledger.Publish(isOne ? Running(Silo(A, 24), "r", Cpu(A)) : Silo(A, 24));
        Assert.Null(world.Ask("s").Slot);
        world.Wait(3.9);
        Assert.Null(world.Ask("s").Slot);
        world.Wait(0.1);
        Assert.Equal(Cuda(A, 0), world.Ask("s").Slot);
    }

    [Fact]
    public void Publish_OfWhatASiloRuns_TakesItAsHeld()
    {
        LedgerWorld world = new();
        world.Ledger.Publish(Running(Silo(A), "r", Cpu(A)));
        world.Wait(4);
        Assert.Equal("Session r trains on Cpu 0 of 127.0.0.1:11111.", world.Ask("s").Reason);
        Assert.Equal(Cpu(A), world.Ask("r").Slot);
    }

    [Fact]
    public void Renew_BeforeTheSiloHasSpoken_HoldsTheDevice()
    {
        LedgerWorld world = new();
        world.Wait(1);
        Assert.True(world.Ledger.Renew(Session("placing"), Cpu(A)));
        world.Ledger.Publish(Silo(A));
        world.Wait(3);
        Assert.Equal("Session placing trains on Cpu 0 of 127.0.0.1:11111.", world.Ask("s").Reason);
    }

    [Fact]
    public void Renew_OfASiloThatNeverSpeaks_HoldsOnlyUntilItWouldHave()
    {
        LedgerWorld world = new();
        Assert.True(world.Ledger.Renew(Session("s"), Cpu(A)));
        world.Wait(4);
        Assert.False(world.Ledger.Renew(Session("s"), Cpu(A)));
    }

    [Fact]
    public void Publish_ByASiloThatWasAway_DoesNotTakeBackWhatRunsElsewhere()
    {
        LedgerWorld world = Ready(Silo(A), Silo(B));
        DeviceRequest request = world.Request("s");
        Assert.Equal(Cpu(A), world.Ledger.Ask(request).Slot);
        for (int i = 0; i < 15; i++)
        {
            world.Wait(1);
            world.Ledger.Publish(Silo(B));
        }
        Assert.Equal(Cpu(B), world.Ledger.Ask(request).Slot);
        world.Ledger.Publish(Running(Silo(A), "s", Cpu(A)));
        Assert.Equal(Cpu(B), world.Ledger.Ask(request).Slot);
        Assert.False(world.Ledger.Renew(request.Session, Cpu(A)));
        // The run that woke up is still there: nobody is sent to it.
        Assert.Null(world.Ask("other").Slot);
        world.Ledger.Publish(Silo(A));
        Assert.Equal(Cpu(A), world.Ask("other").Slot);
    }
}
