using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Members;

/// <summary>
/// The list of silos, kept by those who are on it: where it is emptied or set back while they serve (a Redis that kept nothing on its disk
/// was started anew, somebody deleted rows), each puts back what it knows of it. Their view of the cluster stays as it is meanwhile, and
/// whoever starts later finds them.
/// </summary>
/// <param name="list">Where it is.</param>
/// <param name="alarm">Remembers that it was lost, for those who run the grid.</param>
/// <param name="logger">Says so at once.</param>
internal sealed partial class KeptMemberTable(IMembershipTable list, MemberListAlarm alarm, ILogger<KeptMemberTable> logger) : IMembershipTable
{
    private readonly Lock _lock = new();
    private Dictionary<SiloAddress, MembershipEntry> _known = [];
    private int _version;

    /// <inheritdoc/>
    public Task InitializeMembershipTable(bool tryInitTableVersion) => InitializeMembershipTableAsync(tryInitTableVersion);

    /// <inheritdoc/>
    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken = default) =>
        list.InitializeMembershipTableAsync(tryInitTableVersion, cancellationToken);

    /// <inheritdoc/>
    public Task DeleteMembershipTableEntries(string clusterId) => DeleteMembershipTableEntriesAsync(clusterId);

    /// <inheritdoc/>
    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken = default) =>
        list.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    /// <inheritdoc/>
    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => CleanupDefunctSiloEntriesAsync(beforeDate);

    /// <inheritdoc/>
    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken = default) =>
        list.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadRowAsync(key);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken = default) => list.ReadRowAsync(key, cancellationToken);

    /// <inheritdoc/>
    public Task<MembershipTableData> ReadAll() => ReadAllAsync();

    /// <inheritdoc/>
    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken = default)
    {
        // Taken before the list is read: a write of this silo in between does not make it look old.
        (MembershipEntry[] known, int version) = Known();
        MembershipTableData table = await ReadAsync(known.Length > 0, cancellationToken).ConfigureAwait(false);
        if (known.Length > 0 && (table.Version.Version < version || known.Any(entry => IsBehind(table, entry, countsDead: false))))
            table = await PutBackAsync(cancellationToken).ConfigureAwait(false);
        Remember(table);
        return table;
    }

    /// <inheritdoc/>
    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => InsertRowAsync(entry, tableVersion);

    /// <inheritdoc/>
    public async Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        if (!await list.InsertRowAsync(entry, tableVersion, cancellationToken).ConfigureAwait(false))
            return false;
        Remember(entry, tableVersion);
        return true;
    }

    /// <inheritdoc/>
    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => UpdateRowAsync(entry, etag, tableVersion);

    /// <inheritdoc/>
    public async Task<bool> UpdateRowAsync(MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken = default)
    {
        if (!await list.UpdateRowAsync(entry, etag, tableVersion, cancellationToken).ConfigureAwait(false))
            return false;
        Remember(entry, tableVersion);
        return true;
    }

    /// <inheritdoc/>
    public Task UpdateIAmAlive(MembershipEntry entry) => UpdateIAmAliveAsync(entry);

    /// <inheritdoc/>
    public async Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken = default)
    {
        // Twice as often as the list is read otherwise: whoever starts while it is lost must not wait for long.
        await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        await list.UpdateIAmAliveAsync(entry, cancellationToken).ConfigureAwait(false);
    }

    // A list in Redis without its version cannot be read, so it is begun anew first; where nothing answers at all, that fails too.
    private async Task<MembershipTableData> ReadAsync(bool mayBeLost, CancellationToken cancellationToken)
    {
        try
        {
            return await list.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (mayBeLost && !cancellationToken.IsCancellationRequested)
        {
            await list.InitializeMembershipTableAsync(true, cancellationToken).ConfigureAwait(false);
            return await list.ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Others may do the same at the same time. A version says what is on the list, so rows come first, and the version is raised above all
    // that was seen only when they are there: nobody takes a part of the list for the whole of it.
    private async Task<MembershipTableData> PutBackAsync(CancellationToken cancellationToken)
    {
        (MembershipEntry[] known, int version) = Known();
        LogLost(known.Length);
        alarm.Raise();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            MembershipTableData table = await list.ReadAllAsync(cancellationToken).ConfigureAwait(false);
            MembershipEntry? behind = known.FirstOrDefault(entry => IsBehind(table, entry, countsDead: true));
            if (behind is null && table.Version.Version > version)
            {
                LogPutBack(table.Members.Count);
                return table;
            }
            await WriteAsync(behind ?? known[0], table, cancellationToken).ConfigureAwait(false);
        }
    }

    // What a silo is only ever goes forward, to dead. Rows of the dead are cleaned up one day, others are not.
    private static bool IsBehind(MembershipTableData table, MembershipEntry known, bool countsDead) =>
        table.TryGet(known.SiloAddress) is { } row ? row.Item1.Status < known.Status : countsDead || known.Status != SiloStatus.Dead;

    // Whether it succeeds shows when the list is read again.
    private Task<bool> WriteAsync(MembershipEntry entry, MembershipTableData table, CancellationToken cancellationToken) => table.TryGet(entry.SiloAddress) is { } row
        ? list.UpdateRowAsync(row.Item1.Status < entry.Status ? entry : row.Item1, row.Item2, table.Version.Next(), cancellationToken)
        : list.InsertRowAsync(entry, table.Version.Next(), cancellationToken);

    private (MembershipEntry[] Entries, int Version) Known()
    {
        lock (_lock)
            return ([.. _known.Values], _version);
    }

    private void Remember(MembershipTableData table)
    {
        lock (_lock)
        {
            if (table.Version.Version < _version)
                return;
            _known = table.Members.ToDictionary(member => member.Item1.SiloAddress, member => Copy(member.Item1));
            _version = table.Version.Version;
        }
    }

    private void Remember(MembershipEntry entry, TableVersion version)
    {
        lock (_lock)
        {
            _known[entry.SiloAddress] = Copy(entry);
            _version = Math.Max(_version, version.Version);
        }
    }

    // Whoever has an entry may change it.
    private static MembershipEntry Copy(MembershipEntry entry) => new()
    {
        SiloAddress = entry.SiloAddress,
        Status = entry.Status,
        SuspectTimes = entry.SuspectTimes is { } suspects ? [.. suspects] : null,
        ProxyPort = entry.ProxyPort,
        HostName = entry.HostName,
        SiloName = entry.SiloName,
        RoleName = entry.RoleName,
        UpdateZone = entry.UpdateZone,
        FaultZone = entry.FaultZone,
        StartTime = entry.StartTime,
        IAmAliveTime = entry.IAmAliveTime,
    };
}
