using ClipGrid.Contracts.Cluster;
using ClipGrid.Dashboard.Cluster;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Cluster;

public sealed class LogTailTests
{
    [Fact]
    public void Add_MoreThanItKeeps_KeepsTheNewest()
    {
        LogTail tail = new();

        tail.Add(Page(1, 1, 800));

        Assert.Equal(LogTail.Most, tail.Count);
        Assert.Equal(800, tail.LastNumber);
        Assert.Equal(800, tail.Find(LogEntryLevel.Information, "")[0].Number);
    }

    [Fact]
    public void Add_TheSameAgain_AddsNothing()
    {
        LogTail tail = new();
        tail.Add(Page(1, 1, 3));

        tail.Add(Page(1, 2, 2));

        Assert.Equal(3, tail.Count);
    }

    [Fact]
    public void Add_AfterTheSiloForgotSome_CountsThem()
    {
        LogTail tail = new();
        tail.Add(Page(1, 1, 3));

        tail.Add(Page(9, 9, 2));

        Assert.Equal(5, tail.MissedCount);
    }

    [Fact]
    public void Find_LevelAndWords_AreBothDemanded()
    {
        LogTail tail = new();
        tail.Add(new LogPage([Entry(1, LogEntryLevel.Warning, "Disk is slow"), Entry(2, LogEntryLevel.Information, "disk is fine"), Entry(3, LogEntryLevel.Error, "net is down")], 1, 3));

        Assert.Equal([1L], tail.Find(LogEntryLevel.Warning, " DISK ").Select(entry => entry.Number));
        Assert.Equal([3L, 1L], tail.Find(LogEntryLevel.Warning, "").Select(entry => entry.Number));
    }

    private static LogPage Page(long oldest, long first, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => Entry(first + i, LogEntryLevel.Information, "said"))], oldest, first + count - 1);

    private static LogEntry Entry(long number, LogEntryLevel level, string message) =>
        new() { Number = number, Time = DateTimeOffset.UnixEpoch, Level = level, Category = "ClipGrid", Message = message };
}
