using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Grains.Storage;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// Turns a source into partitions. The same source, options and known items give the same partitions byte for byte, whether it runs through or
/// goes on from any of its checkpoints. Holds a bounded number of pictures in memory. Thread-safe; one run at a time for each version.
/// </summary>
internal sealed class IngestEngine(IBlobStore store, Action<IngestPoint>? reached = null)
{
    /// <summary>Runs to the end of the source; returns the last checkpoint, which is durable.</summary>
    /// <param name="job">What to do.</param>
    /// <param name="source">The samples.</param>
    /// <param name="scratchFolder">A local folder for the shard that is being written.</param>
    /// <param name="cancellationToken">Ends it between two samples; what is durable stays.</param>
    public async Task<IngestCheckpoint> RunAsync(IngestJob job, ISampleSource source, string scratchFolder, CancellationToken cancellationToken)
    {
        job.Progress.Begin(job.From);
        job.Progress.TotalCount = source.TotalCount;
        ParallelExamination examination = new(new SampleExaminer(job.Options), Environment.ProcessorCount);
        CheckpointWriter writer = new(store, job, scratchFolder, reached ?? (static _ => { }));
        await using (writer.ConfigureAwait(false))
        {
            IAsyncEnumerable<SourceSample> samples = source.ReadAsync(job.From.SampleCount, cancellationToken);
            await foreach (ExaminedSample sample in examination.RunAsync(samples, cancellationToken).ConfigureAwait(false))
            {
                Take(sample, job, writer);
                if (writer.IsFull)
                    await writer.BeginCommitAsync(cancellationToken).ConfigureAwait(false);
            }
            return await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Take(ExaminedSample sample, IngestJob job, CheckpointWriter writer)
    {
        if (sample.Refusal is { } refusal)
            writer.Refuse(refusal);
        else if (job.Known.IsTaken(sample.Item!.Key))
            writer.Refuse(SampleExaminer.Refuse(sample.Sample, RefusalReason.DuplicateKey, $"The key {GridName.Shown(sample.Item.Key)} came before in this source: give every sample a key of its own."));
        else if (job.Known.FindExisting(sample.Item.Key) is not { } existing)
            Append(sample, isNew: true, job, writer);
        else if (existing.Content == ItemFingerprint.OfContent(sample.Item))
            writer.SkipUnchanged();
        else if (job.Options.OnExisting == OnExisting.Replace)
            Append(sample, isNew: false, job, writer);
        else
            writer.Refuse(SampleExaminer.Refuse(sample.Sample, RefusalReason.DuplicateKey, $"The data set has another item with the key {GridName.Shown(sample.Item.Key)}: choose to replace existing items, or another key."));
    }

    private static void Append(ExaminedSample sample, bool isNew, IngestJob job, CheckpointWriter writer)
    {
        job.Quotas.RequireRoom(job.Dataset.Value, job.Known.Count + (isNew ? 1 : 0), job.EarlierByteCount + job.Progress.ByteCount + sample.Item!.ByteCount);
        writer.Append(sample);
    }
}
