using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using Microsoft.Extensions.Time.Testing;

namespace ClipGrid.Grains.Tests.Devices;

/// <summary>A ledger and what a test says to it.</summary>
internal sealed class LedgerWorld
{
    public const long Gib = 1L << 30;
    public const string A = "127.0.0.1:11111@1";
    public const string B = "127.0.0.1:22222@2";

    private long _tickets;

    public LedgerWorld() => Ledger = new DeviceLedger(new DeviceLedgerOptions(), Clock);

    public FakeTimeProvider Clock { get; } = new();

    public DeviceLedger Ledger { get; }

    public static SessionId Session(string name) => SessionId.Parse(name);

    public static DeviceSlot Cpu(string silo) => new(silo, DeviceKind.Cpu, 0);

    public static DeviceSlot Cuda(string silo, int number) => new(silo, DeviceKind.Cuda, number);

    /// <summary>A ledger that knows silos and waits for nothing any more.</summary>
    public static LedgerWorld Ready(params SiloDevices[] silos)
    {
        LedgerWorld world = new();
        world.Clock.Advance(TimeSpan.FromSeconds(4));
        foreach (SiloDevices silo in silos)
            world.Ledger.Publish(silo);
        return world;
    }

    /// <summary>A silo with a CPU of 16 GiB and GPUs of so many GiB each.</summary>
    public static SiloDevices Silo(string silo, params int[] gpus) => new(
        silo,
        [new PublishedDevice(DeviceKind.Cpu, 0, "cpu", 16 * Gib), .. gpus.Select((size, i) => new PublishedDevice(DeviceKind.Cuda, i, "gpu", size * Gib))],
        []);

    public static SiloDevices Running(SiloDevices silo, string session, DeviceSlot slot) =>
        silo with { Running = silo.Running.Add(new RunningSession(Session(session), slot.Kind, slot.Number)) };

    public DeviceRequest Request(string session, double gib = 1, int priority = 0, DeviceKind? kind = null, long? ticket = null) => new()
    {
        Session = Session(session),
        Priority = priority,
        Ticket = ticket ?? ++_tickets,
        NeededBytes = (long)(gib * Gib),
        Kind = kind,
    };

    public DeviceAnswer Ask(string session, double gib = 1, int priority = 0, DeviceKind? kind = null, long? ticket = null) =>
        Ledger.Ask(Request(session, gib, priority, kind, ticket));

    public void Wait(double seconds) => Clock.Advance(TimeSpan.FromSeconds(seconds));
}
