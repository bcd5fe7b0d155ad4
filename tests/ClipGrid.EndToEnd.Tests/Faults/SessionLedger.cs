using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>What a session that nobody disturbed left behind: a disturbed one must end with the same, bit for bit.</summary>
internal sealed class SessionLedger
{
    private readonly ModelDigest _digest;
    private readonly (double Loss, double GradientNorm, double LogitScale)[] _curve;

    private SessionLedger(ModelDigest digest, (double, double, double)[] curve) => (_digest, _curve) = (digest, curve);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Trains a session to its end and notes it.</summary>
    public static async Task<SessionLedger> TrainAsync(ClipGridClient client, SessionSpecification specification, string id = "undisturbed")
    {
        await client.Sessions.StartAsync(specification, SessionId.Parse(id), Cancel);
        SessionInfo ended = await client.EndAsync(SessionId.Parse(id));
        Assert.True(ended.State == SessionState.Completed, $"{ended.State}: {ended.Message}");
        Assert.Empty(ended.Inexactness);
        return new SessionLedger(ended.Published!.Value.Digest, Values(await CurveAsync(client, ended.Id)));
    }

    /// <summary>Whether a session published the same weights.</summary>
    public bool HasSameWeights(SessionInfo ended) => ended.Published?.Digest == _digest;

    /// <summary>The same weights, the same curve, each step once, events without a gap, checkpoints up to the last step.</summary>
    public async Task AssertSameAsync(ClipGridClient client, SessionInfo ended)
    {
        Assert.True(ended.State == SessionState.Completed, $"{ended.Id} is {ended.State}: {ended.Message}");
        List<MetricPoint> points = await CurveAsync(client, ended.Id);
        Assert.Equal(Enumerable.Range(1, _curve.Length).Select(step => (long)step), points.Select(point => point.Step));
        Assert.Equal(_curve, Values(points));
        Assert.True(HasSameWeights(ended), $"{ended.Id} published other weights than the session that nobody disturbed.");
        Assert.Empty(ended.Inexactness);
        SessionEvent[] events = [.. await client.Sessions.GetEventsAsync(ended.Id, cancellationToken: Cancel)];
        Assert.Equal(Enumerable.Range(1, events.Length).Select(number => (long)number), events.Select(told => told.Number));
        Assert.Equal(SessionEventKind.Started, events[0].Kind);
        Assert.Equal(_curve.Length, (await client.Sessions.GetCheckpointsAsync(ended.Id, Cancel))[0].Step);
    }

    private static async Task<List<MetricPoint>> CurveAsync(ClipGridClient client, SessionId id) => [.. await client.Sessions.GetMetricsAsync(id, 0, 5000, Cancel)];

    private static (double, double, double)[] Values(List<MetricPoint> points) => [.. points.Select(point => (point.Loss, point.GradientNorm, point.LogitScale))];
}
