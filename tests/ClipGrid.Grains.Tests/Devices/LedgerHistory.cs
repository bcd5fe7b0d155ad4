using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Devices;
using Xunit;
using static ClipGrid.Grains.Tests.Devices.LedgerWorld;

namespace ClipGrid.Grains.Tests.Devices;

/// <summary>A ledger under moves that numbers choose, with what must hold after each of them.</summary>
internal sealed class LedgerHistory
{
    public const int MoveLength = 5;
    private const int SiloCount = 3;
    private const int SessionCount = 8;

    private readonly LedgerWorld _world = Ready();
    private readonly DeviceRequest[] _requests;
    private readonly HashSet<string> _left = [];
    private readonly Dictionary<DeviceSlot, SessionId> _ran = [];

    public LedgerHistory() => _requests = [.. Enumerable.Range(0, SessionCount).Select(i => _world.Request(
        $"s{i}", gib: 1 + (i * 11 % 30), priority: (i % 3) - 1, kind: (i % 4) switch { 1 => DeviceKind.Cuda, 2 => DeviceKind.Cpu, _ => null }))];

    public void Play(int[] move)
    {
        DeviceRequest request = _requests[move[1] % SessionCount];
        string silo = SiloName(move[2]);
        DeviceInventory before = _world.Ledger.Describe();
        switch (move[0] % 8)
        {
            case 0 or 1 or 2:
                CheckGrant(before, request, _world.Ledger.Ask(request));
                break;
            case 3:
                Publish(move[2], move[3] % 3 == 0 ? _requests[move[4] % SessionCount].Session : null);
                break;
            case 4 when !before.Devices.IsEmpty:
                _world.Ledger.Renew(request.Session, SlotOf(before.Devices[move[3] % before.Devices.Length]));
                break;
            case 5:
                _world.Ledger.Release(request.Session);
                break;
            case 6:
                _world.Wait(move[3] % 6);
                break;
            case 7 when move[3] % 8 == 0:
                _world.Ledger.Leave(silo);
                _left.Add(silo);
                break;
        }
        CheckLeases(_world.Ledger.Describe());
    }

    /// <summary>Lets all silos say that nothing runs unleased, and all sessions ask until nothing more can be given.</summary>
    public void Settle()
    {
        for (int i = 0; i < SiloCount; i++)
            Publish(i, runs: null);
        for (int round = 0; round < SessionCount; round++)
            foreach (DeviceRequest request in Enumerable.Reverse(_requests))
                _world.Ledger.Ask(request);
        DeviceInventory end = _world.Ledger.Describe();
        CheckLeases(end);
        foreach (DeviceRequest waiting in end.Queue.Select(Find))
            Assert.DoesNotContain(end.Devices, device => !_left.Contains(device.Silo) && device.Leases.IsEmpty && IsEnough(device, waiting));
    }

    private static string SiloName(int number) => $"127.0.0.1:{number % SiloCount}@1";

    private static DeviceSlot SlotOf(DeviceInfo device) => new(device.Silo, device.Kind, device.Number);

    private static bool IsEnough(DeviceInfo device, DeviceRequest request) =>
        device.MemoryBytes >= request.NeededBytes && (request.Kind is null || request.Kind == device.Kind);

    private static void CheckLeases(DeviceInventory after)
    {
        Assert.All(after.Devices, device => Assert.InRange(device.Leases.Length, 0, 1));
        SessionId[] holders = [.. after.Devices.SelectMany(device => device.Leases).Select(lease => lease.Session)];
        Assert.Equal(holders.Length, holders.Distinct().Count());
        Assert.DoesNotContain(after.Queue, place => holders.Contains(place.Session));
    }

    private void Publish(int number, SessionId? runs)
    {
        SiloDevices word = Silo(SiloName(number), [.. Enumerable.Range(0, number % SiloCount).Select(i => 8 * (i + 1))]);
        DeviceSlot last = new(word.Silo, word.Devices[^1].Kind, word.Devices[^1].Number);
        _ran.Remove(last);
        if (runs is { } session)
        {
            _ran[last] = session;
            word = Running(word, session.Value, last);
        }
        _world.Ledger.Publish(word);
    }

    // Whoever is before it in the queue and could use the device that it got has another one to take.
    private void CheckGrant(DeviceInventory before, DeviceRequest request, DeviceAnswer answer)
    {
        if (answer.Slot is not { } slot || before.Devices.Any(device => device.Leases.Any(lease => lease.Session == request.Session)))
            return;
        DeviceInfo granted = before.Devices.Single(device => SlotOf(device) == slot);
        Assert.True(granted.Leases.IsEmpty && IsEnough(granted, request));
        bool isItsOwnRun = _ran.TryGetValue(slot, out SessionId runs) && runs == request.Session;
        foreach (DeviceRequest other in before.Queue.Select(Find).Where(other => !isItsOwnRun && IsBefore(other, request) && IsEnough(granted, other)))
            Assert.Contains(before.Devices, device => device != granted && device.Leases.IsEmpty && IsEnough(device, other));
    }

    private static bool IsBefore(DeviceRequest one, DeviceRequest other) =>
        one.Priority > other.Priority || (one.Priority == other.Priority && one.Ticket < other.Ticket);

    private DeviceRequest Find(QueuedSession place) => _requests.Single(request => request.Session == place.Session);
}
