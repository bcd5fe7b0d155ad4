using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Tests.Storage;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Grains.Tests.Training.Parts;

/// <summary>Sessions whose batches several silos share: each must be the run of one device with as many parts, bit for bit.</summary>
public sealed class SharedSessionTests : IAsyncLifetime
{
    private static readonly SessionSpecification Shared = TestSessions.Specification with { DeviceCount = 2, StepCount = 400, CheckpointInterval = 50 };
    private readonly TemporaryFolder _folder = new();
    private readonly TrainingPair[] _pairs = [.. TestSessions.Pairs(new TestDataset())];
    private TrainingCluster _grid = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _grid = await TrainingCluster.StartAsync(_folder.Path, "shared", siloCount: 3);
        await _grid.IngestAsync(_pairs, _folder.File("source"), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _grid.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task StartAsync_TwoDevices_IsTheRunOfOneWithTwoParts()
    {
        await _grid.Session("two").StartAsync(Shared, Cancellation);
        SessionInfo ended = await _grid.EndAsync("two", Cancellation);
        await AssertAsDirectAsync(ended, Shared);
        string[] events = await EventsAsync("two");
        Assert.Contains(events, text => text.StartsWith("Part 2 of 2 is computed on Cpu", StringComparison.Ordinal));
        Assert.DoesNotContain(events, text => text.StartsWith("Part 2 of 2 is computed here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_MoreDevicesThanThereAre_GoesOnWithThoseThatThereAre()
    {
        SessionSpecification many = Shared with { DeviceCount = 5, StepCount = 150 };
        await _grid.Session("five").StartAsync(many, Cancellation);
        await AssertAsDirectAsync(await _grid.EndAsync("five", Cancellation), many);
        await _grid.Session("after").StartAsync(TestSessions.Specification, Cancellation);
        // All devices are back: the next session has one at once.
        Assert.Equal(SessionState.Completed, (await _grid.EndAsync("after", Cancellation)).State);
    }

    // That of the part dies among the processes of the end-to-end tests.
    [Fact]
    [Trait("Check", "F1")]
    public async Task StartAsync_TheRunsSiloDies_IsTakenOverWithItsPartsAndChangesNoBit()
    {
        SessionSpecification longer = Shared with { StepCount = 800 };
        await _grid.Session("killed").StartAsync(longer, Cancellation);
        await WhenAsync("killed", "Part 2 of 2 is computed on ");
        await _grid.KillAsync(Silo(await WhenAsync("killed", "It is on ")), Cancellation);
        SessionInfo ended = await _grid.EndAsync("killed", Cancellation);
        await AssertAsDirectAsync(ended, longer);
        string[] events = await EventsAsync("killed");
        string[] places = [.. events.Where(text => text.StartsWith("Part 2 of 2 is computed on", StringComparison.Ordinal))];
        Assert.True(places.Distinct().Count() >= 2, string.Join(Environment.NewLine, events));
    }

    // "It is on Cpu 0 of 127.0.0.1:11112@1."
    private static string Silo(string text) => text[(text.LastIndexOf(" of ", StringComparison.Ordinal) + 4)..].TrimEnd('.');

    private async Task<string> WhenAsync(string id, string start)
    {
        while (true)
        {
            if ((await EventsAsync(id)).FirstOrDefault(text => text.StartsWith(start, StringComparison.Ordinal)) is { } found)
                return found;
            SessionInfo now = await _grid.Session(id).GetAsync(Cancellation);
            Assert.True(now.State is not (SessionState.Completed or SessionState.Failed), $"{now.State} at {now.Step}: {now.Message}");
            await Task.Delay(50, Cancellation);
        }
    }

    private async Task<string[]> EventsAsync(string id) => [.. (await _grid.Session(id).GetEventsAsync(0, 1000, Cancellation)).Select(one => one.Text)];

    private async Task AssertAsDirectAsync(SessionInfo ended, SessionSpecification specification)
    {
        Assert.True(ended.State == SessionState.Completed, ended.Message);
        List<double> losses = TestSessions.TrainDirectly(specification, _pairs, _folder.File($"direct-{ended.Id}"));
        Assert.Equal(losses, (await _grid.Session(ended.Id.Value).GetMetricsAsync(0, 5000, Cancellation)).Select(point => point.Loss));
        TestSessions.AssertSameWeights(_folder.File($"direct-{ended.Id}"), await _grid.Models.GetFolderAsync(ended.Published!.Value, Cancellation));
    }
}
