using System.Collections.Immutable;
using System.Text;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Grains.Training.Events;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Events;

public sealed class SessionJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch);
    private readonly FileBlobStore _blobs;

    public SessionJournalTests() => _blobs = new FileBlobStore(_folder.Path);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task FlushAsync_ManyEvents_AreNumberedAndReadInPages()
    {
        using SessionJournal journal = NewJournal(_blobs);
        for (int number = 1; number <= 700; number++)
        {
            journal.Append(number * 10, SessionEventKind.Log, $"line {number}");
            if (number % 90 == 0)
                await journal.FlushAsync(Cancellation);
        }
        await journal.FlushAsync(Cancellation);
        Assert.Equal((700, 0), (journal.Count, journal.WaitingCount));
        Assert.Equal(3, (await _blobs.ListAsync("sessions/one/events/", null, 100, Cancellation)).Blobs.Length);
        using SessionJournal reader = NewJournal(_blobs);
        List<SessionEvent> all = [];
        while (await reader.ReadAsync(all.Count, 99, Cancellation) is { Length: > 0 } page)
            all.AddRange(page);
        Assert.Equal(Enumerable.Range(1, 700).Select(number => ((long)number, number * 10L, $"line {number}", DateTimeOffset.UnixEpoch)), all.Select(one => (one.Number, one.Step, one.Text, one.At)));
    }

    [Fact]
    public async Task ReadAsync_EventsThatWait_AreNotReadBeforeTheyAreStored()
    {
        using SessionJournal journal = NewJournal(_blobs), reader = NewJournal(_blobs);
        journal.Append(1, SessionEventKind.Started, "It starts.");
        Assert.Empty(await journal.ReadAsync(0, 10, Cancellation));
        Assert.Empty(await reader.ReadAsync(0, 10, Cancellation));
        await journal.FlushAsync(Cancellation);
        Assert.Single(await journal.ReadAsync(0, 10, Cancellation));
        Assert.Single(await reader.ReadAsync(0, 10, Cancellation));
        Assert.Empty(await reader.ReadAsync(1, 10, Cancellation));
    }

    [Fact]
    public async Task ReadEvaluationsAsync_AmongOtherEvents_HasThemAndTheirValues()
    {
        using SessionJournal journal = NewJournal(_blobs);
        for (int number = 1; number <= 600; number++)
            journal.Append(number, number % 200 == 0 ? SessionEventKind.Evaluated : SessionEventKind.Log, "", number % 200 == 0 ? ImmutableSortedDictionary<string, double>.Empty.Add("recall@1", number / 1000.0).Add("loss", double.NaN) : null);
        await journal.FlushAsync(Cancellation);
        ImmutableArray<SessionEvent> evaluations = await NewJournal(_blobs).ReadEvaluationsAsync(200, 10, Cancellation);
        Assert.Equal([(400L, 0.4), (600L, 0.6)], evaluations.Select(one => (one.Number, one.Values["recall@1"])));
        Assert.True(double.IsNaN(evaluations[0].Values["loss"]));
    }

    [Fact]
    public async Task Append_LongText_IsCutBetweenCharacters()
    {
        using SessionJournal journal = NewJournal(_blobs);
        journal.Append(1, SessionEventKind.Log, new string('x', 2000));
        journal.Append(1, SessionEventKind.Log, new string('x', 2001));
        journal.Append(1, SessionEventKind.Log, new string('x', 1998) + "😀😀");
        await journal.FlushAsync(Cancellation);
        Assert.Equal([new string('x', 2000), new string('x', 1999) + "…", new string('x', 1998) + "…"], (await journal.ReadAsync(0, 10, Cancellation)).Select(one => one.Text));
    }

    [Fact, Trait("Check", "F7")]
    public async Task FlushAsync_StoreAwayForLong_KeepsTheOrderAndSaysWhatItDropped()
    {
        bool isAway = true;
        using SessionJournal journal = NewJournal(new FailingBlobStore(_blobs, _ => isAway));
        for (int number = 1; number <= 1200; number++)
            journal.Append(number, number is 5 or 900 ? SessionEventKind.Paused : SessionEventKind.Log, $"{number}");
        Assert.Equal(GridProblem.Unavailable, (await Assert.ThrowsAsync<GridException>(() => journal.FlushAsync(Cancellation))).Problem);
        isAway = false;
        await journal.FlushAsync(Cancellation);
        ImmutableArray<SessionEvent> events = await journal.ReadAsync(0, 5000, Cancellation);
        Assert.Equal((SessionEventKind.Warning, 5), (events[0].Kind, events[0].Step));
        Assert.StartsWith("200 events", events[0].Text, StringComparison.Ordinal);
        Assert.Equal(["5", .. Enumerable.Range(202, 999).Select(number => $"{number}")], events.Skip(1).Select(one => one.Text));
        Assert.Equal(Enumerable.Range(1, 1001).Select(number => (long)number), events.Select(one => one.Number));
    }

    [Fact, Trait("Check", "F10"), Trait("Check", "F32")]
    public Task FlushAsync_TwoWritersAndLostAnswers_LoseAndDoubleNothing() => Gen.Int[0, 1_000_000].SampleAsync(WriteByTwoAsync, iter: 40, threads: 1);

    // The first write of one of them was stored and not answered, and the other went on to the next chunk before it looked again.
    [Fact, Trait("Check", "F10"), Trait("Check", "F32")]
    public Task FlushAsync_FirstAnswerLostAndAnotherFarAhead_DoublesNothing() => WriteByTwoAsync(352_776);

    [Fact, Trait("Check", "F32")]
    public async Task FlushAsync_TwoWritersAtOnce_BothAreStored() =>
        Assert.Equal(["one", "other"], await WriteTwiceAsync(_blobs));

    // The control of the check before: conditions are what keeps the events.
    [Fact, Trait("Check", "F32")]
    public async Task FlushAsync_StoreWithoutConditions_LosesAnEvent() =>
        Assert.Equal(["other"], await WriteTwiceAsync(new UnconditionalBlobStore(_blobs)));

    [Theory]
    [InlineData("""{"Format":1,"FirstNumber":1,"Events":[],"More":1}""", GridProblem.Corrupt)]
    [InlineData("""{"Format":1,"FirstNumber":1,"Events":[]}""", GridProblem.Corrupt)]
    [InlineData("""{"Format":1,"FirstNumber":1,"Events":[{"Id":"00000000-0000-0000-0000-000000000001","Step":1,"At":"2026-01-01T00:00:00+00:00","Kind":"Lost","Text":"","Values":{}}]}""", GridProblem.Corrupt)]
    [InlineData("""{"Format":2,"FirstNumber":1,"More":1}""", GridProblem.NewerFormat)]
    public async Task ReadAsync_ChunkThatNobodyWrote_IsRefused(string json, GridProblem problem)
    {
        await _blobs.PutAsync("sessions/one/events/00000001.json", Encoding.UTF8.GetBytes(json), BlobCondition.None, Cancellation);
        Assert.Equal(problem, (await Assert.ThrowsAsync<GridException>(() => NewJournal(_blobs).ReadAsync(0, 10, Cancellation))).Problem);
    }

    [Fact]
    public async Task ReadAsync_ChunkOfFormatOne_IsRead()
    {
        const string Json = """{"Format":1,"FirstNumber":1,"Events":[{"Id":"00000000-0000-0000-0000-000000000001","Step":7,"At":"2026-01-01T00:00:00+00:00","Kind":"Evaluated","Text":"Ä","Values":{"loss":0.5}}]}""";
        await _blobs.PutAsync("sessions/one/events/00000001.json", Encoding.UTF8.GetBytes(Json), BlobCondition.None, Cancellation);
        SessionEvent read = Assert.Single(await NewJournal(_blobs).ReadAsync(0, 10, Cancellation));
        Assert.Equal((1, 7, SessionEventKind.Evaluated, "Ä", 0.5), (read.Number, read.Step, read.Kind, read.Text, read.Values["loss"]));
    }

    // One writes after the other has looked and before it writes.
    private async Task<IEnumerable<string>> WriteTwiceAsync(IBlobStore blobs)
    {
        using SessionJournal one = NewJournal(blobs);
        one.Append(1, SessionEventKind.Log, "one");
        using SessionJournal other = NewJournal(new InterruptedBlobStore(blobs, () => one.FlushAsync(Cancellation)));
        other.Append(1, SessionEventKind.Log, "other");
        await other.FlushAsync(Cancellation);
        using SessionJournal reader = NewJournal(_blobs);
        return (await reader.ReadAsync(0, 10, Cancellation)).Select(written => written.Text);
    }

    private static async Task TryFlushAsync(SessionJournal journal)
    {
        try
        {
            await journal.FlushAsync(Cancellation);
        }
        catch (GridException failed) when (failed.Problem is GridProblem.Unavailable or GridProblem.Conflict)
        {
            // The next flush tries it again.
        }
    }

    private SessionJournal NewJournal(IBlobStore blobs) => new(SessionId.Parse("one"), blobs, _time);

    private async Task WriteByTwoAsync(int seed)
    {
        Random random = new(seed);
        using TemporaryFolder folder = TemporaryFolder.InMemory();
        FileBlobStore blobs = new(folder.Path);
        double failing = random.NextDouble() * 0.4;
        IBlobStore faulty = new LostAnswerBlobStore(new FailingBlobStore(blobs, _ => random.NextDouble() < failing), _ => random.NextDouble() < failing);
        using SessionJournal one = NewJournal(faulty), other = NewJournal(faulty);
        List<string>[] appended = [[], []];
        for (int round = 0; round < 30; round++)
        {
            int writer = random.Next(2);
            for (int count = random.Next(1, 60); count > 0; count--)
            {
                appended[writer].Add($"{writer} {appended[writer].Count}");
                (writer == 0 ? one : other).Append(round, SessionEventKind.Log, appended[writer][^1]);
            }
            await TryFlushAsync(writer == 0 ? one : other);
            await one.ReadAsync(random.Next(100), 10, Cancellation);
        }
        while (one.WaitingCount + other.WaitingCount > 0)
            await Task.WhenAll(TryFlushAsync(one), TryFlushAsync(other));
        ImmutableArray<SessionEvent> events = await NewJournal(blobs).ReadAsync(0, int.MaxValue, Cancellation);
        Assert.Equal(Enumerable.Range(1, events.Length).Select(number => (long)number), events.Select(written => written.Number));
        for (int writer = 0; writer < 2; writer++)
            Assert.Equal(appended[writer], events.Select(written => written.Text).Where(text => text[0] == '0' + writer));
    }
}
