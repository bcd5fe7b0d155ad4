using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Devices;

/// <summary>Why a session waits, in sentences for people.</summary>
internal static class WaitReason
{
    /// <summary>The inventory does not know yet what runs.</summary>
    public const string OfStart = "The inventory of devices has just started: it hears first what the silos run.";

    /// <summary>A device is free and nobody before it wants it.</summary>
    public static string OfTurn(LedgerDevice device) => $"It is its turn: {device.Slot.ForPeople} is free.";

    /// <summary>No device that there is could ever be enough.</summary>
    public static string OfNoDevice(DeviceRequest request, IReadOnlyCollection<LedgerDevice> devices)
    {
        if (devices.Count == 0)
            return "No silo has a device to give: silos are about to start or to end.";
        LedgerDevice? largest = devices.Where(device => device.IsOfKind(request.Kind)).MaxBy(device => device.MemoryBytes);
        return largest is null
            ? $"No silo has a {request.Kind} device."
            : $"It needs {Sizes.Show(request.NeededBytes)}, the largest {(request.Kind is { } kind ? $"{kind} " : "")}device has {Sizes.Show(largest.MemoryBytes)}.";
    }

    /// <summary>What would be enough is taken, or goes to somebody before it.</summary>
    /// <param name="request">Who waits.</param>
    /// <param name="fitting">The devices that would be enough, at least one.</param>
    /// <param name="holder">Who has a device, or null.</param>
    /// <param name="largestFree">Memory of the largest free device, which is too small; 0 if none is free.</param>
    /// <param name="earlierCount">How many are before it.</param>
    public static string OfBusyDevices(DeviceRequest request, IReadOnlyList<LedgerDevice> fitting, Func<DeviceSlot, SessionId?> holder, long largestFree, int earlierCount)
    {
        string size = largestFree > 0 ? $"It needs {Sizes.Show(request.NeededBytes)}, the largest free device has {Sizes.Show(largestFree)}; " : "";
        string who = fitting switch
        {
            [LedgerDevice only] => holder(only.Slot) is { } session ? $"session {session} trains on {only.Slot.ForPeople}" : $"{only.Slot.ForPeople} goes to a session before it",
            _ => $"all {fitting.Count} devices that are large enough are taken",
        };
        string before = earlierCount switch
        {
            0 => "",
            1 => "; 1 session is before it",
            _ => $"; {earlierCount} sessions are before it",
        };
        string sentence = $"{size}{who}{before}.";
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }
}
