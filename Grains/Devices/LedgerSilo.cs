namespace ClipGrid.Grains.Devices;

/// <summary>A silo that has published its devices.</summary>
internal sealed class LedgerSilo
{
    /// <summary>Its last word.</summary>
    public required SiloDevices Word { get; set; }

    /// <summary>When that came, by the ledger's clock.</summary>
    public required long HeardAt { get; set; }

    /// <summary>It is about to end: what it runs may go on, new sessions go elsewhere.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>Whose run it has on a device, or null.</summary>
    public RunPart? RunningOn(DeviceSlot slot)
    {
        foreach (RunningSession run in Word.Running)
            if (run.Kind == slot.Kind && run.Number == slot.Number)
                return run.Holder;
        return null;
    }
}
