using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Overview;
using Xunit;

namespace ClipGrid.Dashboard.Tests.Overview;

public sealed class SessionBookTests
{
    [Fact]
    public void ToAsk_WhatHasEnded_IsLeftAloneAndNewcomersOfTheQueueAreNot()
    {
        SessionBook book = new();
        book.Replace([Session("done", SessionState.Completed), Session("runs", SessionState.Running), Session("waits", SessionState.Queued), Session("rests", SessionState.Paused)]);
        DeviceInventory devices = new([], [new QueuedSession(SessionId.Parse("new"), 0, 1, "No device is free.")]);

        Assert.Equal(["new", "runs", "waits"], book.ToAsk(devices).Select(id => id.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Tally_States_AreCountedOnce()
    {
        SessionBook book = new();
        book.Replace([Session("a", SessionState.Completed), Session("b", SessionState.Running), Session("c", SessionState.Completed)]);
        book.Put(Session("b", SessionState.Completed));

        Assert.Equal([new KeyValuePair<SessionState, int>(SessionState.Completed, 3)], book.Tally);
        Assert.Empty(book.Active);
    }

    private static SessionInfo Session(string id, SessionState state) => new()
    {
        Id = SessionId.Parse(id),
        State = state,
        Step = 1,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Specification = new SessionSpecification { Dataset = DatasetRef.Parse("demo@1"), Publish = ModelName.Parse("demo"), StepCount = 10, BatchSize = 8 },
    };
}
