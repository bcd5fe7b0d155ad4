using ClipGrid.Contracts.Devices;
using ClipGrid.Grains.Devices;
using Xunit;
using static ClipGrid.Grains.Tests.Devices.LedgerWorld;

namespace ClipGrid.Grains.Tests.Devices;

public sealed class DeviceLedgerTests
{
    [Fact]
    public void Ask_AFreeDevice_IsGrantedAndTheNextOneWaitsWithTheReason()
    {
        LedgerWorld world = Ready(Silo(A));
        Assert.Equal(Cpu(A), world.Ask("first").Slot);
        DeviceAnswer second = world.Ask("second"), third = world.Ask("third");
        Assert.Equal((null, 1, "Session first trains on Cpu 0 of 127.0.0.1:11111."), (second.Slot, second.Position, second.Reason));
        Assert.Equal((null, 2, "Session first trains on Cpu 0 of 127.0.0.1:11111; 1 session is before it."), (third.Slot, third.Position, third.Reason));
    }

    [Fact]
    public void Ask_AgainByWhoHasADevice_AnswersTheSameOne()
    {
        LedgerWorld world = Ready(Silo(A, 24, 24));
        DeviceRequest request = world.Request("s");
        DeviceSlot? slot = world.Ledger.Ask(request).Slot;
        world.Wait(5);
        Assert.Equal(slot, world.Ledger.Ask(request).Slot);
        Assert.Single(world.Ledger.Describe().Devices, device => device.Leases.Length == 1);
    }

    [Fact]
    public void Ask_MoreThanAnyDeviceHas_SaysSoAndHoldsNobodyUp()
    {
        LedgerWorld world = Ready(Silo(A, 16));
        DeviceAnswer big = world.Ask("big", gib: 24, priority: 5);
        Assert.Equal((1, "It needs 24 GiB, the largest device has 16 GiB."), (big.Position, big.Reason));
        Assert.Equal("It needs 24 GiB, the largest Cuda device has 16 GiB.", world.Ask("gpu", gib: 24, kind: DeviceKind.Cuda).Reason);
        Assert.Equal(Cuda(A, 0), world.Ask("small").Slot);
    }

    [Fact]
    public void Ask_AKindThatNobodyHas_SaysSo()
    {
        LedgerWorld world = Ready(Silo(A));
        Assert.Equal("No silo has a Cuda device.", world.Ask("s", kind: DeviceKind.Cuda).Reason);
        Assert.Equal("No silo has a device to give: silos are about to start or to end.", Ready().Ask("s").Reason);
    }

    [Fact]
    public void Ask_OnlyTheBusyDeviceIsLargeEnough_GetsItBeforeSmallerOnesThatAskFirst()
    {
        LedgerWorld world = Ready(Silo(A, 24));
        Assert.Equal(Cuda(A, 0), world.Ask("holder", gib: 20).Slot);
        DeviceRequest big = world.Request("big", gib: 20), small = world.Request("small", kind: DeviceKind.Cuda);
        Assert.Equal("It needs 20 GiB, the largest free device has 16 GiB; session holder trains on Cuda 0 of 127.0.0.1:11111.", world.Ledger.Ask(big).Reason);
        Assert.Null(world.Ledger.Ask(small).Slot);
        world.Ledger.Release(Session("holder"));
        DeviceAnswer waiting = world.Ledger.Ask(small);
        Assert.Equal((null, "Cuda 0 of 127.0.0.1:11111 goes to a session before it; 1 session is before it."), (waiting.Slot, waiting.Reason));
        Assert.Equal("It is its turn: Cuda 0 of 127.0.0.1:11111 is free.", world.Ledger.Describe().Queue[0].Reason);
        Assert.Equal(Cuda(A, 0), world.Ledger.Ask(big).Slot);
    }

    [Fact]
    public void Ask_ManyWait_HigherPriorityThenLowerTicketComesFirst()
    {
        LedgerWorld world = Ready(Silo(A));
        world.Ask("holder");
        DeviceRequest[] waiting = [world.Request("late", ticket: 30), world.Request("early", ticket: 20), world.Request("urgent", priority: 1, ticket: 40)];
        foreach (DeviceRequest request in waiting)
            world.Ledger.Ask(request);
        Assert.Equal(["urgent", "early", "late"], world.Ledger.Describe().Queue.Select(place => place.Session.Value));
        Assert.Equal([1, 2, 3], world.Ledger.Describe().Queue.Select(place => place.Position));
    }

    [Fact]
    public void Ask_SeveralDevicesFit_TakesCudaAndTheSmallestThatIsEnough()
    {
        LedgerWorld world = Ready(Silo(A, 80, 24, 16), Silo(B, 24));
        Assert.Equal(Cuda(A, 1), world.Ask("s", gib: 20).Slot);
        Assert.Equal(Cuda(B, 0), world.Ask("t", gib: 20).Slot);
        Assert.Equal(Cuda(A, 2), world.Ask("u", gib: 1).Slot);
        Assert.Equal(Cpu(B), world.Ask("v", kind: DeviceKind.Cpu).Slot);
    }

    [Fact]
    public void Ask_ADeviceOfUnknownMemory_IsTakenToFit()
    {
        LedgerWorld world = Ready(new SiloDevices(A, [new PublishedDevice(DeviceKind.Cuda, 0, "gpu", 0)], []));
        Assert.Equal(Cuda(A, 0), world.Ask("s", gib: 500).Slot);
    }

    [Fact]
    public void Silo_NotHeardForTheLeaseTime_LosesItsDevicesAndTheirLeases()
    {
        LedgerWorld world = Ready(Silo(A), Silo(B));
        DeviceRequest request = world.Request("s");
        Assert.Equal(Cpu(A), world.Ledger.Ask(request).Slot);
        for (int i = 0; i < 14; i++)
        {
            world.Wait(1);
            world.Ledger.Publish(Silo(B));
            Assert.True(world.Ledger.Renew(request.Session, Cpu(A)));
        }
        world.Wait(1);
        Assert.False(world.Ledger.Renew(request.Session, Cpu(A)));
        Assert.Equal(B, Assert.Single(world.Ledger.Describe().Devices).Silo);
        Assert.Equal(Cpu(B), world.Ledger.Ask(request).Slot);
    }

    [Fact]
    public void Lease_NotRenewedForTheLeaseTime_Ends()
    {
        LedgerWorld world = Ready(Silo(A));
        world.Ask("gone");
        world.Wait(14);
        world.Ledger.Publish(Silo(A));
        Assert.Equal(TimeSpan.FromSeconds(1), Assert.Single(Assert.Single(world.Ledger.Describe().Devices).Leases).ExpiresIn);
        world.Wait(1);
        Assert.Equal(Cpu(A), world.Ask("next").Slot);
        Assert.False(world.Ledger.Renew(Session("gone"), Cpu(A)));
    }

    [Fact]
    public void Lease_EndedWhileTheRunIsThere_LeavesTheDeviceToNobodyElse()
    {
        LedgerWorld world = Ready(Silo(A));
        world.Ask("mute");
        for (int i = 0; i < 10; i++)
        {
            world.Wait(2);
            world.Ledger.Publish(Running(Silo(A), "mute", Cpu(A)));
        }
        DeviceRequest next = world.Request("next");
        Assert.Equal("Session mute trains on Cpu 0 of 127.0.0.1:11111.", world.Ledger.Ask(next).Reason);
        Assert.True(world.Ledger.Renew(Session("mute"), Cpu(A)));
        world.Ledger.Release(Session("mute"));
        Assert.Equal(Cpu(A), world.Ledger.Ask(next).Slot);
    }

    [Fact]
    public void Place_NotAskedForAgain_IsGivenUp()
    {
        LedgerWorld world = Ready(Silo(A));
        world.Ask("holder");
        world.Ask("gone", priority: 9);
        DeviceRequest here = world.Request("here");
        for (int i = 0; i < 15; i++)
        {
            Assert.Equal(2, world.Ledger.Ask(here).Position);
            world.Wait(1);
            world.Ledger.Publish(Silo(A));
            Assert.True(world.Ledger.Renew(Session("holder"), Cpu(A)));
        }
        Assert.Equal(1, world.Ledger.Ask(here).Position);
    }

    [Fact]
    public void Release_OfAWaitingSession_TakesItOutOfTheQueue()
    {
        LedgerWorld world = Ready(Silo(A));
        world.Ask("holder");
        world.Ask("waits");
        world.Ledger.Release(Session("waits"));
        Assert.Empty(world.Ledger.Describe().Queue);
    }

    [Fact]
    public void Leave_OfASilo_GivesItNoSessionAndKeepsItsRunsWhileTheyRenew()
    {
        LedgerWorld world = Ready(Silo(A, 24), Silo(B));
        Assert.Equal(Cuda(A, 0), world.Ask("runs").Slot);
        world.Ledger.Leave(A);
        Assert.Equal(Cpu(B), world.Ask("next").Slot);
        for (int i = 0; i < 20; i++)
        {
            world.Wait(1);
            world.Ledger.Publish(Silo(B));
            Assert.True(world.Ledger.Renew(Session("runs"), Cuda(A, 0)));
        }
        world.Ledger.Release(Session("runs"));
        Assert.Equal(B, Assert.Single(world.Ledger.Describe().Devices).Silo);
    }

    [Fact]
    public void Ask_ByAHolderWhoseSiloLeaves_GetsAnotherDevice()
    {
        LedgerWorld world = Ready(Silo(A, 24), Silo(B));
        DeviceRequest request = world.Request("s");
        Assert.Equal(Cuda(A, 0), world.Ledger.Ask(request).Slot);
        world.Ledger.Leave(A);
        Assert.Equal(Cpu(B), world.Ledger.Ask(request).Slot);
    }

    [Fact]
    public void SeeActive_WithoutASilo_GivesItNoSession()
    {
        LedgerWorld world = Ready(Silo(A, 24), Silo(B));
        world.Ledger.SeeActive(new HashSet<string> { B });
        Assert.Equal(Cpu(B), world.Ask("s").Slot);
    }

    [Fact]
    public void Ask_ForAPart_HoldsADeviceOfItsOwn()
    {
        LedgerWorld world = Ready(Silo(A), Silo(B));
        DeviceRequest run = world.Request("s"), part = run with { Part = 1 }, second = run with { Part = 2 };
        DeviceSlot own = world.Ledger.Ask(run).Slot!, shared = world.Ledger.Ask(part).Slot!;
        Assert.NotEqual(own, shared);
        Assert.Equal(1, world.Ledger.Ask(second).Position);
        Assert.True(world.Ledger.Renew(part.Holder, shared));
        Assert.False(world.Ledger.Renew(second.Holder, shared));
        world.Ledger.Release(part.Holder);
        Assert.Equal(shared, world.Ledger.Ask(second).Slot);
        Assert.Equal(own, world.Ledger.Ask(run).Slot);
    }

    [Fact]
    public void Release_OfTheRun_EndsItsParts()
    {
        LedgerWorld world = Ready(Silo(A), Silo(B));
        DeviceRequest run = world.Request("s");
        world.Ledger.Ask(run);
        world.Ledger.Ask(run with { Part = 1 });
        world.Ledger.Ask(run with { Part = 2 });
        world.Ledger.Release(run.Holder);
        Assert.All(world.Ledger.Describe().Devices, device => Assert.Empty(device.Leases));
        Assert.Empty(world.Ledger.Describe().Queue);
    }

    [Fact]
    public void Publish_APartThatRuns_IsNotGivenToItsOwnSession()
    {
        SiloDevices busy = Silo(A) with { Running = [new RunningSession(Session("s"), DeviceKind.Cpu, 0) { Part = 1 }] };
        LedgerWorld world = Ready(busy);
        Assert.Null(world.Ask("s").Slot);
    }
}
