namespace ClipGrid.Grains.Tests.Cluster.Members;

/// <summary>A list of silos in memory that does what one in Redis does: each write on condition of the version that it was decided by.</summary>
internal sealed class MemoryMemberTable : IMembershipTable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, MembershipEntry> _rows = [];
    private TableVersion? _version;

    /// <summary>Takes everything out.</summary>
    public void Empty()
    {
        lock (_lock)
        {
            _rows.Clear();
            _version = null;
        }
    }

    /// <summary>Takes a row out, without a word.</summary>
    public void Remove(SiloAddress silo)
    {
        lock (_lock)
            _rows.Remove(silo);
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion)
    {
        lock (_lock)
            _version ??= new TableVersion(0, "0");
        return Task.CompletedTask;
    }

    public Task DeleteMembershipTableEntries(string clusterId) => throw new NotSupportedException();

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => throw new NotSupportedException();

    public Task<MembershipTableData> ReadRow(SiloAddress key) => throw new NotSupportedException();

    public Task<MembershipTableData> ReadAll()
    {
        lock (_lock)
            return _version is null ? throw new InvalidOperationException("Its version is missing.") : Task.FromResult(new MembershipTableData([.. _rows.Values.Select(row => Tuple.Create(Copy(row), _version.VersionEtag))], _version));
    }

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion)
    {
        lock (_lock)
            return Task.FromResult(!_rows.ContainsKey(entry.SiloAddress) && Put(entry, tableVersion));
    }

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion)
    {
        lock (_lock)
            return Task.FromResult(_rows.ContainsKey(entry.SiloAddress) && Put(entry, tableVersion));
    }

    public Task UpdateIAmAlive(MembershipEntry entry)
    {
        lock (_lock)
            if (_rows.TryGetValue(entry.SiloAddress, out MembershipEntry? row))
                row.IAmAliveTime = entry.IAmAliveTime;
        return Task.CompletedTask;
    }

    private static MembershipEntry Copy(MembershipEntry row) => new() { SiloAddress = row.SiloAddress, Status = row.Status, SiloName = row.SiloName, HostName = row.HostName, IAmAliveTime = row.IAmAliveTime, StartTime = row.StartTime };

    private bool Put(MembershipEntry entry, TableVersion next)
    {
        if (next.Version != _version?.Version + 1)
            return false;
        _rows[entry.SiloAddress] = Copy(entry);
        _version = new TableVersion(next.Version, $"{next.Version}");
        return true;
    }
}
