using ClipGrid.Contracts.Training;
using ClipGrid.Dashboard.Training.Curves;

namespace ClipGrid.Dashboard.Tests.Training.Curves;

/// <summary>Keeps curves as the browser's script does: what is there is passed over, and the last step is the answer.</summary>
internal sealed class PaperBoard : ICurveBoard
{
    /// <summary>The steps that are shown.</summary>
    public List<long> Steps { get; } = [];

    /// <summary>How many steps came with each call, and those that were shown already.</summary>
    public List<(int Count, int KnownCount)> Appended { get; } = [];

    /// <summary>How often it was given a history.</summary>
    public int HistoryCount { get; private set; }

    /// <summary>The seconds of the newest step.</summary>
    public double Seconds { get; private set; }

    /// <summary>What the next call meets instead of an answer, once.</summary>
    public Func<Task<long>>? Mishap { get; set; }

    public Task ReplaceAsync(CurveHistory history)
    {
        HistoryCount++;
        Steps.Clear();
        Steps.AddRange(history.Steps);
        Seconds = history.Times.LastOrDefault();
        return Task.CompletedTask;
    }

    public Task<long> AppendAsync(SessionId session, CurvePoints points)
    {
        long last = Steps.Count == 0 ? 0 : Steps[^1];
        long[] fresh = [.. points.Steps.Where(step => step > last)];
        Appended.Add((points.Steps.Length, points.Steps.Length - fresh.Length));
        if (Mishap is { } mishap)
        {
            Mishap = null;
            return mishap();
        }
        Steps.AddRange(fresh);
        Seconds = points.Times[^1];
        return Task.FromResult(Steps[^1]);
    }
}
