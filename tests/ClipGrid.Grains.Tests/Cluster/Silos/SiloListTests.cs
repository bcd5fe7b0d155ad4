using System.Collections.Immutable;
using System.Net;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Grains.Cluster.Silos;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Silos;

public sealed class SiloListTests
{
    private static readonly SiloReport Report = new() { Version = "1.2.3", Role = "all-in-one", StartedAt = default, ResidentBytes = 1, MachineBytes = 2, ProcessorCount = 3, ActivationCount = 4 };
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DescribeAsync_AFrozenSilo_IsListedWithTheReason()
    {
        TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        SiloList list = new(new SiloCall(_time), async (silo, _) =>
        {
            if (silo.Endpoint.Port != 2)
                return Report;
            asked.SetResult();
            // Deaf to its token too, as a frozen process is.
            await Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None);
            return Report;
        });
        Task<ImmutableArray<SiloInfo>> listing = list.DescribeAsync([Member(1), Member(2), Member(3)], Token);
        await asked.Task;
        Assert.False(listing.IsCompleted);
        _time.Advance(SiloCall.Limit);
        ImmutableArray<SiloInfo> silos = await listing;
        Assert.Equal(["1.2.3", null, "1.2.3"], silos.Select(silo => silo.Version));
        Assert.Equal(("127.0.0.1:2@5", "127.0.0.1:2", SiloState.Active), (silos[1].Name, silos[1].Address, silos[1].State));
        Assert.Contains("did not answer within 2 s", silos[1].Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeAsync_SilosThatFailOrAreNotThere_AreListedWithTheReason()
    {
        SiloList list = new(new SiloCall(_time), (_, _) => Task.FromException<SiloReport>(new InvalidOperationException("No voice.")));
        ImmutableArray<SiloInfo> silos = await list.DescribeAsync([Member(1), Member(2, SiloState.Dead), Member(3, SiloState.Joining), Member(4, SiloState.ShuttingDown)], Token);
        Assert.Equal([SiloState.Active, SiloState.Dead, SiloState.Joining, SiloState.ShuttingDown], silos.Select(silo => silo.State));
        Assert.All(new[] { silos[0], silos[3] }, silo => Assert.Contains("No voice.", silo.Missing, StringComparison.Ordinal));
        Assert.Contains("It has ended", silos[1].Missing, StringComparison.Ordinal);
        Assert.Contains("It is starting", silos[2].Missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DescribeAsync_ManyThatHaveEnded_ListsTheNewest()
    {
        SiloList list = new(new SiloCall(_time), (_, _) => Task.FromResult(Report));
        ImmutableArray<SiloInfo> silos = await list.DescribeAsync([Member(1), .. Enumerable.Range(1, 100).Select(generation => Member(2, SiloState.Dead, generation))], Token);
        Assert.Equal(21, silos.Length);
        Assert.Equal(Enumerable.Range(81, 20), silos.Where(silo => silo.State == SiloState.Dead).Select(silo => int.Parse(silo.Name.Split('@')[1], null)).Order());
    }

    private static SiloMember Member(int port, SiloState state = SiloState.Active, int generation = 5) => new(SiloAddress.New(IPAddress.Loopback, port, generation), state);
}
