using System.Diagnostics;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>
/// What people see of a session that trains: on a terminal a line with its curve, elsewhere a line now and then; events as they come.
/// Safe for any number of callers.
/// </summary>
internal sealed class WatchScreen(CommandRun run, SessionInfo session) : IDisposable
{
    private const int WidestCurve = 32;
    private const int NarrowestCurve = 10;
    // Columns of a progress line before the curve: bar, step and loss.
    private const int ColumnsBefore = 68;
    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);
    private readonly ProgressLine _line = run.Progress();
    private readonly int _curve = Math.Clamp(run.Console.Width - ColumnsBefore, NarrowestCurve, WidestCurve);
    private readonly List<double> _losses = [];
    private readonly Stopwatch _sinceLine = new();

    /// <summary>Shows how the session is, while no steps come.</summary>
    public void Show(SessionInfo now)
    {
        if (now.State is not SessionState.Running || now.Step == 0)
            _line.Show($"{now.State}  {now.Message}");
    }

    /// <summary>Shows a step; one caller.</summary>
    public void Show(MetricPoint point)
    {
        long count = session.Specification.StepCount;
        _losses.Add(point.Loss);
        _line.Show("Training", point.Step, count, $"step {point.Step}  loss {point.Loss.ToString("0.0000", CultureInfo.InvariantCulture)}  {Sparkline.Of(_losses, _curve)}  {point.SamplesPerSecond.ToString("0", CultureInfo.InvariantCulture)} pairs/s");
        if (!run.IsJson && (run.Console.IsErrorTerminal || _sinceLine.IsRunning && _sinceLine.Elapsed < LineInterval && point.Step != count))
            return;
        _line.Above(() => run.WriteLine(point, Line(point)));
        _sinceLine.Restart();
    }

    /// <summary>Shows what happened.</summary>
    public void Show(SessionEvent one) => _line.Above(() => run.WriteLine(one, EventText.Short(one)));

    /// <summary>Says something beside the result.</summary>
    public void Note(string sentence) => _line.Above(() => run.Note(sentence));

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private static string Line(MetricPoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"step {point.Step}  loss {point.Loss:0.0000}  rate {point.LearningRate:0.00e-0}  scale {point.LogitScale:0.0}  {point.SamplesPerSecond:0} pairs/s");
}
