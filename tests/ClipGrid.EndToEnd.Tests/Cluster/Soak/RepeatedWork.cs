using System.Collections.Concurrent;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster.Soak;

/// <summary>Something that is done again and again, with a pause: how often it went well, and what was wrong else.</summary>
/// <param name="name">What it is.</param>
/// <param name="pause">Between two rounds.</param>
/// <param name="round">A round; its number is counted from 0. Whatever it throws is a fault.</param>
internal sealed class RepeatedWork(string name, TimeSpan pause, Func<int, Task> round)
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(3);

    private readonly ConcurrentQueue<string> _faults = [];
    private int _count;

    /// <summary>What it is.</summary>
    public string Name => name;

    /// <summary>How many rounds went well.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>What was wrong, with the number of its round.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Goes on until <paramref name="end"/>, and finishes the round that it is in.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        for (int number = 0; !end.IsCancellationRequested; number++)
        {
            Exception? fault = await Record.ExceptionAsync(() => round(number).WaitAsync(LongestRound));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (fault is null)
                Interlocked.Increment(ref _count);
            else
                _faults.Enqueue($"{name} {number}: {fault.GetType().Name}: {fault.Message}");
            await Task.Delay(pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
