namespace ClipGrid.Grains.Training;

/// <summary>What has become of silos. Safe for any number of callers.</summary>
internal sealed class SiloFates(ISiloStatusOracle members)
{
    /// <summary>What is known of a silo now.</summary>
    /// <param name="silo">Its address, as Orleans writes it for parsing.</param>
    public SiloFate Of(string silo)
    {
        SiloAddress address = SiloAddress.FromParsableString(silo);
        Dictionary<SiloAddress, SiloStatus> known = members.GetApproximateSiloStatuses(onlyActive: false);
        if (known.TryGetValue(address, out SiloStatus status))
            return status == SiloStatus.Dead ? SiloFate.Gone : SiloFate.Serves;
        // Whoever listens there now took the port over from it.
        bool isReplaced = known.Keys.Any(other => other.Endpoint.Equals(address.Endpoint) && other.Generation > address.Generation);
        return isReplaced ? SiloFate.Gone : SiloFate.Unknown;
    }
}
