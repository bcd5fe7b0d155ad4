using System.Collections.Concurrent;
using ClipGrid.Grains.Datasets.Sources;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>Threads that examine samples; disposing of them ends them after what they have begun.</summary>
internal sealed class ExaminationThreads : IDisposable
{
    private readonly BlockingCollection<(SourceSample Sample, TaskCompletionSource<ExaminedSample> Done)> _queue = [];
    private readonly SampleExaminer _examiner;
    private readonly Thread[] _threads;

    /// <summary>Starts the threads.</summary>
    public ExaminationThreads(SampleExaminer examiner, int count)
    {
        _examiner = examiner;
        _threads = [.. Enumerable.Range(0, count).Select(index => new Thread(Work) { IsBackground = true, Name = $"ingest {index}" })];
        foreach (Thread thread in _threads)
            thread.Start();
    }

    /// <summary>Examines a sample when a thread is free.</summary>
    public Task<ExaminedSample> ExamineAsync(SourceSample sample)
    {
        TaskCompletionSource<ExaminedSample> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Add((sample, done));
        return done.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queue.CompleteAdding();
        while (_queue.TryTake(out (SourceSample Sample, TaskCompletionSource<ExaminedSample> Done) left))
            left.Done.TrySetCanceled();
        foreach (Thread thread in _threads)
            thread.Join();
        _queue.Dispose();
    }

    private void Work()
    {
        foreach ((SourceSample sample, TaskCompletionSource<ExaminedSample> done) in _queue.GetConsumingEnumerable())
        {
            try
            {
                done.SetResult(_examiner.Examine(sample));
            }
#pragma warning disable CA1031 // Handed to whoever waits for the result.
            catch (Exception error)
#pragma warning restore CA1031
            {
                done.SetException(error);
            }
        }
    }
}
