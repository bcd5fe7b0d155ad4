using System.Collections.Concurrent;
using System.Diagnostics;
using ClipGrid.Model.Embedding;
using Xunit;

namespace ClipGrid.Model.Tests.Embedding;

public sealed class EncoderSpansTests : IDisposable
{
    private const string Asking = "ClipGrid.Tests.Asking";
    private static readonly ActivitySource Source = new(Asking);
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public EncoderSpansTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is EncoderSpans.Name or Asking,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Batch_OfTwoCallers_IsToldToEachUnderItsOwnSpan()
    {
        QueueBench bench = new(new BatchingOptions { MaxWait = TimeSpan.Zero });
        ActivityContext one, two;
        await using (bench)
        {
            Task<string> running = await bench.OccupyAsync(Token);
            (one, Task<string>[] ofOne) = Ask(bench, "a", "b");
            (two, Task<string>[] ofTwo) = Ask(bench, "c");
            Task<string> untraced = bench.Run("d", Token);
            bench.Gate.Set();
            await Task.WhenAll([running, untraced, .. ofOne, .. ofTwo]);
        }

        // The thread has ended: all is told.
        AssertTold(one, waiting: 2);
        AssertTold(two, waiting: 1);
    }

    private static (ActivityContext, Task<string>[]) Ask(QueueBench bench, params string[] letters)
    {
        using Activity asking = Source.StartActivity("asking")!;
        return (asking.Context, [.. letters.Select(letter => bench.Run(letter, Token))]);
    }

    private void AssertTold(ActivityContext asking, int waiting)
    {
        Activity[] told = [.. _spans.Where(span => span.ParentSpanId == asking.SpanId)];
        Assert.Equal(["encoder.batch", "encoder.wait"], told.Select(span => span.OperationName).Order(StringComparer.Ordinal));
        Activity wait = told.Single(span => span.OperationName == "encoder.wait");
        Activity batch = told.Single(span => span.OperationName == "encoder.batch");
        Assert.Equal(waiting, wait.GetTagItem("clipgrid.batch.size"));
        Assert.Equal(4, batch.GetTagItem("clipgrid.batch.size"));
        Assert.Equal("letter", batch.GetTagItem("clipgrid.input"));
        Assert.Equal(batch.StartTimeUtc, wait.StartTimeUtc + wait.Duration);
    }
}
