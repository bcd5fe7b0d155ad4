using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Cluster.Silos;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Cluster.Silos;

public sealed class LogRingTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void Read_OfAnEmptyRing_IsEmpty() => Assert.Equal((true, 0L, 0L), Summary(new LogRing(_time).Read(0, 10)));

    [Theory]
    [InlineData(1)]
    [InlineData(1999)]
    [InlineData(2000)]
    [InlineData(2001)]
    [InlineData(7777)]
    public void Read_PageByPage_GivesTheLastTwoThousand(int count)
    {
        LogRing ring = new(_time);
        for (int i = 1; i <= count; i++)
            ring.Add(LogEntryLevel.Information, "ClipGrid.Test", $"entry {i}", null);
        List<LogEntry> entries = [];
        for (LogPage page = ring.Read(0, 300); !page.Entries.IsEmpty; page = ring.Read(entries[^1].Number, 300))
        {
            Assert.Equal((Math.Max(1, count - LogRing.Capacity + 1), count), (page.OldestNumber, page.NewestNumber));
            entries.AddRange(page.Entries);
        }
        int first = Math.Max(1, count - LogRing.Capacity + 1);
        Assert.Equal(Enumerable.Range(first, count - first + 1).Select(i => ((long)i, $"entry {i}")), entries.Select(entry => (entry.Number, entry.Message)));
        Assert.True(ring.Read(long.MaxValue, 1000).Entries.IsEmpty);
    }

    [Fact]
    public void Add_HostileText_IsOneLineAndCut()
    {
        LogRing ring = new(_time);
        ring.Add(LogEntryLevel.Error, "c", "a\r\nb\t\u001b[2J\u202e\u2028é", new InvalidOperationException("line 1\nline\u0007 2"));
        ring.Add(LogEntryLevel.Error, "c", new string('x', 100_000), new InvalidOperationException(new string('y', 100_000)));
        LogPage page = ring.Read(0, 10);
        Assert.Equal((@"a\r\nb\t\u001b[2J\u202e\u2028é", _time.GetUtcNow(), LogEntryLevel.Error), (page.Entries[0].Message, page.Entries[0].Time, page.Entries[0].Level));
        Assert.EndsWith("line 1\nline\\u0007 2", page.Entries[0].Exception, StringComparison.Ordinal);
        Assert.Equal((1001, 4001), (page.Entries[1].Message.Length, page.Entries[1].Exception!.Length));
    }

    [Fact]
    public void Read_OfLongEntries_StaysSmallAndGoesOn()
    {
        LogRing ring = new(_time);
        for (int i = 0; i < 200; i++)
            ring.Add(LogEntryLevel.Error, "c", new string('x', 1000), new InvalidOperationException(new string('y', 5000)));
        LogPage page = ring.Read(0, 1000);
        Assert.InRange(page.Entries.Length, 10, 60);
        Assert.Equal(page.Entries[^1].Number + 1, ring.Read(page.Entries[^1].Number, 1).Entries[0].Number);
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 0)]
    [InlineData(0, 1001)]
    public void Read_OutOfRange_IsRefused(long after, int top) =>
        Assert.Equal(GridProblem.Invalid, Assert.Throws<GridException>(() => new LogRing(_time).Read(after, top)).Problem);

    private static (bool IsEmpty, long Oldest, long Newest) Summary(LogPage page) => (page.Entries.IsEmpty, page.OldestNumber, page.NewestNumber);
}
