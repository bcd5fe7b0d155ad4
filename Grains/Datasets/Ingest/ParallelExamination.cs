using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ClipGrid.Grains.Datasets.Sources;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// Examines a stream of samples on all cores and gives them back in their order. What is under way is bounded in number and bytes. The threads
/// are its own: the pool, on which grains take their turns, stays free.
/// </summary>
internal sealed class ParallelExamination(SampleExaminer examiner, int threadCount)
{
    private const int MaxUnits = 96;
    private const int UnitBytes = 1 << 20;

    /// <summary>Examines samples; whoever enumerates disposes of the enumerator, which ends the threads.</summary>
    public async IAsyncEnumerable<ExaminedSample> RunAsync(IAsyncEnumerable<SourceSample> samples, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim room = new(MaxUnits);
        using ExaminationThreads threads = new(examiner, threadCount);
        Channel<(Task<ExaminedSample> Examination, int Units)> inOrder = Channel.CreateUnbounded<(Task<ExaminedSample> Examination, int Units)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        Task reading = Task.Run(() => ReadAsync(samples, room, threads, inOrder.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach ((Task<ExaminedSample> examination, int units) in inOrder.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return await examination.ConfigureAwait(false);
                room.Release(units);
            }
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }

    // Never throws: what goes wrong reaches the reader of the channel.
    private static async Task ReadAsync(IAsyncEnumerable<SourceSample> samples, SemaphoreSlim room, ExaminationThreads threads, ChannelWriter<(Task<ExaminedSample> Examination, int Units)> inOrder, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (SourceSample sample in samples.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                int units = UnitsOf(sample.Picture.Length);
                for (int taken = 0; taken < units; taken++)
                    await room.WaitAsync(cancellationToken).ConfigureAwait(false);
                await inOrder.WriteAsync((threads.ExamineAsync(sample), units), cancellationToken).ConfigureAwait(false);
            }
            inOrder.Complete();
        }
#pragma warning disable CA1031 // Handed to the reader of the channel, where it is thrown.
        catch (Exception error)
#pragma warning restore CA1031
        {
            inOrder.Complete(error);
        }
    }

    // At least one, so that the number of small pictures is bounded, too.
    private static int UnitsOf(int byteCount) => Math.Clamp((byteCount + UnitBytes - 1) / UnitBytes, 1, MaxUnits);
}
