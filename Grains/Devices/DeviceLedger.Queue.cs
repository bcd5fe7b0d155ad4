using System.Collections.Immutable;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Devices;

internal sealed partial class DeviceLedger
{
    private readonly SortedSet<LedgerPlace> _queue = [];
    private readonly Dictionary<RunPart, LedgerPlace> _places = [];

    /// <summary>How many of what there are.</summary>
    public DeviceCounts Count() => new([.. Devices().Select(device => device.Slot.Kind)], [.. _holders.Keys.Select(slot => slot.Kind)], _queue.Count);

    private void Enqueue(DeviceRequest request)
    {
        Dequeue(request.Holder);
        LedgerPlace place = new(request, time.GetTimestamp());
        _places.Add(request.Holder, place);
        _queue.Add(place);
    }

    private void Dequeue(RunPart holder)
    {
        if (_places.Remove(holder, out LedgerPlace? place))
            _queue.Remove(place);
    }

    private void ExpirePlaces()
    {
        foreach (LedgerPlace place in _queue.Where(place => IsOver(place.AskedAt)).ToArray())
            Dequeue(place.Request.Holder);
    }

    /// <summary>Which free device each place is to have; places that get none are left out.</summary>
    private Dictionary<RunPart, LedgerDevice> Claims()
    {
        Dictionary<RunPart, LedgerDevice> claims = [];
        if (!IsReady())
            return claims;
        List<LedgerDevice> free = [.. Devices().Where(device => !_holders.ContainsKey(device.Slot))];
        foreach (LedgerPlace place in _queue)
        {
            if (free.Count == 0)
                break;
            LedgerDevice? best = free
                .Where(device => device.Fits(place.Request) && !IsRunByAnother(place.Request.Holder, device.Slot))
                .Min(Comparer<LedgerDevice>.Create(ByPreference));
            if (best is null)
                continue;
            claims.Add(place.Request.Holder, best);
            free.Remove(best);
        }
        return claims;
    }

    // CUDA first, the smallest that is enough, the silo that has least to do.
    private int ByPreference(LedgerDevice a, LedgerDevice b)
    {
        int order = b.Slot.Kind.CompareTo(a.Slot.Kind);
        if (order == 0)
            order = Size(a).CompareTo(Size(b));
        if (order == 0)
            order = LeaseCount(a).CompareTo(LeaseCount(b));
        if (order == 0)
            order = string.CompareOrdinal(a.Slot.Silo, b.Slot.Silo);
        return order == 0 ? a.Slot.Number.CompareTo(b.Slot.Number) : order;

        static long Size(LedgerDevice device) => device.MemoryBytes == 0 ? long.MaxValue : device.MemoryBytes;
        int LeaseCount(LedgerDevice device) => _holders.Keys.Count(slot => slot.Silo == device.Slot.Silo);
    }

    private IEnumerable<LedgerDevice> Devices() =>
        from silo in _silos.Values
        where TakesSessions(silo)
        from device in silo.Word.Devices
        select new LedgerDevice(new DeviceSlot(silo.Word.Silo, device.Kind, device.Number), device.MemoryBytes);

    private DeviceAnswer Wait(RunPart holder, Dictionary<RunPart, LedgerDevice> claims)
    {
        int position = 1 + _queue.TakeWhile(place => place.Request.Holder != holder).Count();
        return new DeviceAnswer { Position = position, Reason = Reason(_places[holder], position, claims, [.. Devices()]) };
    }

    private ImmutableArray<QueuedSession> DescribeQueue()
    {
        Dictionary<RunPart, LedgerDevice> claims = Claims();
        LedgerDevice[] devices = [.. Devices()];
        return [.. _queue.Select((place, i) => new QueuedSession(place.Request.Session, place.Request.Priority, i + 1, Reason(place, i + 1, claims, devices)))];
    }

    private string Reason(LedgerPlace place, int position, Dictionary<RunPart, LedgerDevice> claims, IReadOnlyCollection<LedgerDevice> devices)
    {
        if (!IsReady())
            return WaitReason.OfStart;
        if (claims.TryGetValue(place.Request.Holder, out LedgerDevice? claimed))
            return WaitReason.OfTurn(claimed);
        LedgerDevice[] fitting = [.. devices.Where(device => device.Fits(place.Request))];
        if (fitting.Length == 0)
            return WaitReason.OfNoDevice(place.Request, devices);
        long largestFree = devices
            .Where(device => device.IsOfKind(place.Request.Kind) && !device.Fits(place.Request) && Holder(device.Slot) is null)
            .Select(device => device.MemoryBytes).DefaultIfEmpty().Max();
        return WaitReason.OfBusyDevices(place.Request, fitting, Holder, largestFree, position - 1);
    }

    private SessionId? Holder(DeviceSlot slot) =>
        (_holders.TryGetValue(slot, out RunPart holder) ? holder : _silos[slot.Silo].RunningOn(slot))?.Session;
}
