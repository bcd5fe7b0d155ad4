using System.Net;
using ClipGrid.Grains.Cluster.Members;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Members;

/// <summary>Silos that keep the list that they are on, over one that can be emptied.</summary>
[Trait("Check", "F18")]
public sealed class KeptMemberTableTests
{
    private readonly MemoryMemberTable _list = new();
    private readonly MemberListAlarm _alarm = new(TimeProvider.System);

    [Fact]
    public async Task ReadAll_NothingWasLost_RaisesNoAlarm()
    {
        KeptMemberTable one = await JoinAsync(1), other = await JoinAsync(2);

        MembershipTableData table = await one.ReadAll();
        await other.ReadAll();

        Assert.Equal(2, table.Members.Count);
        Assert.Equal(4, table.Version.Version);
        Assert.False(_alarm.IsRaised);
    }

    [Fact]
    public async Task ReadAll_ListWasEmptied_PutsAllRowsBackUnderAHigherVersionAndRaisesTheAlarm()
    {
        KeptMemberTable one = await JoinAsync(1);
        await JoinAsync(2);
        MembershipTableData before = await one.ReadAll();
        _list.Empty();

        MembershipTableData after = await one.ReadAll();

        Assert.Equal(Statuses(before), Statuses(after));
        Assert.True(after.Version.Version > before.Version.Version);
        Assert.Equal(Statuses(after), Statuses(await _list.ReadAll()));
        Assert.True(_alarm.IsRaised);
    }

    [Fact]
    public async Task ReadAll_ListWithoutAKeeper_StaysEmpty()
    {
        await JoinAsync(1);
        _list.Empty();
        await _list.InitializeMembershipTable(true);

        Assert.Empty((await _list.ReadAll()).Members);
    }

    [Fact]
    public async Task ReadAll_BySeveralAtOnceAfterTheListWasEmptied_EndsWithOneWholeList()
    {
        KeptMemberTable[] silos = [.. await Task.WhenAll(Enumerable.Range(1, 4).Select(JoinAsync))];
        foreach (KeptMemberTable silo in silos)
            await silo.ReadAll();
        string[] before = Statuses(await _list.ReadAll());
        _list.Empty();

        MembershipTableData[] seen = await Task.WhenAll(silos.Select(silo => Task.Run(silo.ReadAll, TestContext.Current.CancellationToken)));

        Assert.All(seen, table => Assert.Equal(before, Statuses(table)));
        Assert.Equal(before, Statuses(await _list.ReadAll()));
    }

    [Fact]
    public async Task ReadAll_AnotherJoinedTheEmptyList_KeepsItToo()
    {
        KeptMemberTable one = await JoinAsync(1);
        await one.ReadAll();
        _list.Empty();
        // Two writes, as many as the list had: its version does not show that it was emptied.
        await JoinAsync(3);

        MembershipTableData after = await one.ReadAll();

        Assert.Equal(["1 Active", "3 Active"], Statuses(after));
        Assert.True(after.Version.Version > 2);
    }

    [Fact]
    public async Task ReadAll_ByOneWhoKnewLess_BringsNobodyBackToLife()
    {
        KeptMemberTable frozen = await JoinAsync(1), awake = await JoinAsync(2);
        await frozen.ReadAll();
        MembershipTableData table = await awake.ReadAll();
        MembershipEntry dead = table.TryGet(Silo(1))!.Item1;
        dead.Status = SiloStatus.Dead;
        Assert.True(await awake.UpdateRow(dead, table.Version.VersionEtag, table.Version.Next()));
        _list.Empty();

        await frozen.ReadAll();
        MembershipTableData after = await awake.ReadAll();

        Assert.Equal(["1 Dead", "2 Active"], Statuses(after));
        Assert.Equal(["1 Dead", "2 Active"], Statuses(await frozen.ReadAll()));
    }

    [Fact]
    public async Task ReadAll_ItsOwnRowWasTakenOut_PutsItBack()
    {
        KeptMemberTable one = await JoinAsync(1);
        await one.ReadAll();
        _list.Remove(Silo(1));

        Assert.Equal(["1 Active"], Statuses(await one.ReadAll()));
    }

    [Fact]
    public async Task UpdateIAmAlive_ListWasEmptied_PutsItBack()
    {
        KeptMemberTable one = await JoinAsync(1);
        await one.ReadAll();
        _list.Empty();

        await one.UpdateIAmAlive(new MembershipEntry { SiloAddress = Silo(1), IAmAliveTime = DateTime.UnixEpoch });

        Assert.Equal(["1 Active"], Statuses(await _list.ReadAll()));
    }

    private static SiloAddress Silo(int number) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, number), 1);

    private static string[] Statuses(MembershipTableData table) =>
        [.. table.Members.Select(member => $"{member.Item1.SiloAddress.Endpoint.Port} {member.Item1.Status}").Order(StringComparer.Ordinal)];

    // As a silo does: inserts itself, then says that it is active.
    private async Task<KeptMemberTable> JoinAsync(int number)
    {
        KeptMemberTable table = new(_list, _alarm, NullLogger<KeptMemberTable>.Instance);
        await table.InitializeMembershipTable(true);
        MembershipEntry entry = new() { SiloAddress = Silo(number), Status = SiloStatus.Joining };
        while (!await table.InsertRow(entry, (await table.ReadAll()).Version.Next()))
            ;
        entry.Status = SiloStatus.Active;
        MembershipTableData read = await table.ReadAll();
        while (!await table.UpdateRow(entry, read.Version.VersionEtag, read.Version.Next()))
            read = await table.ReadAll();
        return table;
    }
}
