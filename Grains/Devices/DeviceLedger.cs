using System.Collections.Immutable;
using ClipGrid.Contracts.Devices;

namespace ClipGrid.Grains.Devices;

/// <summary>
/// Which session has which device, and who waits. All of it is in memory: silos publish every two seconds what they have and what they
/// run, sessions ask again while they wait and renew while they run, and what is not repeated for the lease time ends. Times are of one
/// monotonic clock. Use from one turn at a time.
/// </summary>
/// <remarks>
/// Order: priority, then ticket. Each place in its turn claims the smallest free device that it fits, CUDA before CPU; a later one gets
/// what no earlier one claims. So a place that fits only a busy device has that device when it becomes free, however many smaller ones
/// ask first, while one that fits no device at all holds nobody up.
/// <para>
/// A session whose batches several devices share has a lease for each part: part 0 is the run itself, the others wait and hold like it.
/// </para>
/// <para>
/// A ledger that has just started does not know yet what runs. It gives nothing away for two publish intervals, in which silos and
/// sessions say what they hold; only where one silo is the whole grid, and says that it runs nothing, is there nothing to wait for.
/// </para>
/// </remarks>
internal sealed partial class DeviceLedger(DeviceLedgerOptions options, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly Dictionary<string, LedgerSilo> _silos = new(StringComparer.Ordinal);
    private readonly Dictionary<RunPart, LedgerLease> _leases = [];
    private readonly Dictionary<DeviceSlot, RunPart> _holders = [];
    private IReadOnlySet<string>? _active;
    private bool _isReady;

    /// <summary>Takes the cluster's word for which silos are alive: others are given no session. Until it is called all are.</summary>
    public void SeeActive(IReadOnlySet<string> silos) => _active = silos;

    /// <summary>Hears a silo. What a silo runs that was not known is taken as held, unless its session has another device by now.</summary>
    public void Publish(SiloDevices word)
    {
        Expire();
        if (_silos.TryGetValue(word.Silo, out LedgerSilo? known))
            (known.Word, known.HeardAt) = (word, time.GetTimestamp());
        else
        {
            _silos.Add(word.Silo, new LedgerSilo { Word = word, HeardAt = time.GetTimestamp() });
            foreach (RunningSession run in word.Running)
                TryTake(run.Holder, new DeviceSlot(word.Silo, run.Kind, run.Number));
        }
    }

    /// <summary>Gives a silo no further session. Those that it runs keep their leases while they renew them.</summary>
    public void Leave(string silo)
    {
        Expire();
        if (_silos.TryGetValue(silo, out LedgerSilo? known))
            known.IsLeaving = true;
    }

    /// <summary>Gives a session a device, or a place in the queue; it keeps what it has already.</summary>
    public DeviceAnswer Ask(DeviceRequest request)
    {
        Expire();
        if (_leases.TryGetValue(request.Holder, out LedgerLease? held))
        {
            if (!_silos.TryGetValue(held.Slot.Silo, out LedgerSilo? silo) || TakesSessions(silo))
                return Grant(request.Holder, held.Slot);
            // It would not ask if its run went on.
            End(request.Holder);
        }
        Enqueue(request);
        Dictionary<RunPart, LedgerDevice> claims = Claims();
        return claims.TryGetValue(request.Holder, out LedgerDevice? claimed) ? Grant(request.Holder, claimed.Slot) : Wait(request.Holder, claims);
    }

    /// <summary>
    /// Says that a session still has a device. True if it does: also where the lease was forgotten, and nobody else has got the device since.
    /// </summary>
    public bool Renew(RunPart holder, DeviceSlot slot)
    {
        Expire();
        if (!_leases.TryGetValue(holder, out LedgerLease? lease))
            return TryTake(holder, slot);
        if (lease.Slot != slot)
            return false;
        Grant(holder, slot);
        return true;
    }

    /// <summary>Ends a lease or the waiting for one: there is no run any more, or never was one. With the run's own part all others end.</summary>
    public void Release(RunPart holder)
    {
        Expire();
        foreach (RunPart part in _leases.Keys.Concat(_places.Keys).Append(holder).Where(part => part.Session == holder.Session && (holder.Part == 0 || part == holder)).Distinct().ToArray())
        {
            if (_leases.TryGetValue(part, out LedgerLease? lease) && _silos.TryGetValue(lease.Slot.Silo, out LedgerSilo? silo))
                // What the silo said before it knew.
                silo.Word = silo.Word with { Running = silo.Word.Running.RemoveAll(run => run.Holder == part) };
            End(part);
            Dequeue(part);
        }
    }

    /// <summary>All devices, their leases and the queue.</summary>
    public DeviceInventory Describe()
    {
        Expire();
        ImmutableArray<DeviceInfo> devices =
        [
            .. from silo in _silos.Values.OrderBy(silo => silo.Word.Silo, StringComparer.Ordinal)
               from device in silo.Word.Devices
               let slot = new DeviceSlot(silo.Word.Silo, device.Kind, device.Number)
               select new DeviceInfo { Silo = slot.Silo, Kind = slot.Kind, Number = slot.Number, Name = device.Name, MemoryBytes = device.MemoryBytes, Leases = LeasesOf(slot) },
        ];
        return new DeviceInventory(devices, DescribeQueue());
    }

    private ImmutableArray<DeviceLease> LeasesOf(DeviceSlot slot) => _holders.TryGetValue(slot, out RunPart holder)
        ? [new DeviceLease(holder.Session, options.LeaseTime - time.GetElapsedTime(_leases[holder].RenewedAt))]
        : [];

    private DeviceAnswer Grant(RunPart holder, DeviceSlot slot)
    {
        Dequeue(holder);
        _leases[holder] = new LedgerLease(slot, time.GetTimestamp());
        _holders[slot] = holder;
        return new DeviceAnswer { Slot = slot };
    }

    private bool TryTake(RunPart holder, DeviceSlot slot)
    {
        // A silo that has not spoken yet may have it; one that has not spoken in the time for it is gone.
        bool exists = _silos.TryGetValue(slot.Silo, out LedgerSilo? silo)
            ? silo.Word.Devices.Any(device => device.Kind == slot.Kind && device.Number == slot.Number)
            : !IsReady();
        if (!exists || _leases.ContainsKey(holder) || _holders.ContainsKey(slot) || IsRunByAnother(holder, slot))
            return false;
        Grant(holder, slot);
        return true;
    }

    private bool IsRunByAnother(RunPart holder, DeviceSlot slot) =>
        _silos.TryGetValue(slot.Silo, out LedgerSilo? silo) && silo.RunningOn(slot) is { } running && running != holder;

    private void End(RunPart holder)
    {
        if (_leases.Remove(holder, out LedgerLease? lease))
            _holders.Remove(lease.Slot);
    }

    private bool TakesSessions(LedgerSilo silo) => !silo.IsLeaving && _active?.Contains(silo.Word.Silo) != false;

    private bool IsReady() => _isReady = _isReady || time.GetElapsedTime(_startedAt) >= 2 * options.PublishInterval || IsOneIdleSilo();

    private bool IsOneIdleSilo() => _active is { Count: 1 } && _silos.TryGetValue(_active.Single(), out LedgerSilo? silo) && silo.Word.Running.IsEmpty;

    private bool IsOver(long since) => time.GetElapsedTime(since) >= options.LeaseTime;

    private void Expire()
    {
        // A silo that leaves ends its publishing first; its runs have until the end of their leases.
        foreach (LedgerSilo silo in _silos.Values.Where(silo => IsOver(silo.HeardAt)).ToArray())
            if (!silo.IsLeaving || !_holders.Keys.Any(slot => slot.Silo == silo.Word.Silo))
                _silos.Remove(silo.Word.Silo);
        foreach ((RunPart holder, LedgerLease lease) in _leases.ToArray())
            if (IsOver(lease.RenewedAt) || (!_silos.ContainsKey(lease.Slot.Silo) && IsReady()))
                End(holder);
        ExpirePlaces();
    }
}
