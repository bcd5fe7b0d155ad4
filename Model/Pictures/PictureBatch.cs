using System.Collections.Immutable;
using ClipGrid.Model.Pictures.Augmentation;

namespace ClipGrid.Model.Pictures;

/// <summary>
/// Decodes and prepares many files on several threads. A file that cannot be used costs only itself. Thread-safe; the calls block
/// until the batch is done, so they belong on a worker thread and not on a grain's turn.
/// </summary>
/// <param name="decoder">Decodes each file.</param>
/// <param name="threadCount">Most threads at once, at least 1.</param>
public sealed class PictureBatch(PictureDecoder decoder, int threadCount)
{
    private readonly int _threadCount =
        threadCount > 0 ? threadCount : throw new ArgumentOutOfRangeException(nameof(threadCount), threadCount, "At least one thread is needed.");

    /// <summary>Prepares files as a model sees them.</summary>
    /// <param name="files">Whole files.</param>
    /// <param name="preprocessor">The model's preprocessing.</param>
    /// <param name="pixels_NCHW">Receives <see cref="Preprocessor.PixelCount"/> floats per file; zeros for one that failed.</param>
    /// <param name="cancellationToken">Ends the work between two pictures.</param>
    /// <returns>What failed, by index; empty when all went well.</returns>
    /// <exception cref="ArgumentException">The memory has another length.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ImmutableArray<PictureFailure> Load(
        IReadOnlyList<ReadOnlyMemory<byte>> files, Preprocessor preprocessor, Memory<float> pixels_NCHW, CancellationToken cancellationToken) =>
        ForEach(files, preprocessor.PixelCount, pixels_NCHW, (picture, _, pixels_CHW) => preprocessor.Run(picture, pixels_CHW), cancellationToken);

    /// <summary>Prepares files for a training step.</summary>
    /// <param name="files">Whole files.</param>
    /// <param name="augmenter">How pictures vary.</param>
    /// <param name="samples">One per file: what its variation is drawn from.</param>
    /// <param name="pixels_NCHW">Receives <see cref="Augmenter.PixelCount"/> floats per file; zeros for one that failed.</param>
    /// <param name="cancellationToken">Ends the work between two pictures.</param>
    /// <returns>What failed, by index; empty when all went well.</returns>
    /// <exception cref="ArgumentException">The memory or the samples have another length.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public ImmutableArray<PictureFailure> Load(
        IReadOnlyList<ReadOnlyMemory<byte>> files,
        Augmenter augmenter,
        IReadOnlyList<SampleId> samples,
        Memory<float> pixels_NCHW,
        CancellationToken cancellationToken)
    {
        if (samples.Count != files.Count)
            throw new ArgumentException($"{files.Count} files need as many sample ids, but {samples.Count} were given.", nameof(samples));
        return ForEach(files, augmenter.PixelCount, pixels_NCHW, (picture, i, pixels_CHW) => augmenter.Run(picture, samples[i], pixels_CHW), cancellationToken);
    }

    private delegate void Prepare(Picture picture, int index, Span<float> pixels_CHW);

    private ImmutableArray<PictureFailure> ForEach(
        IReadOnlyList<ReadOnlyMemory<byte>> files, int pixelCount, Memory<float> pixels_NCHW, Prepare prepare, CancellationToken cancellationToken)
    {
        if (pixels_NCHW.Length != (long)files.Count * pixelCount)
            throw new ArgumentException($"{files.Count} pictures take {(long)files.Count * pixelCount} floats, but room for {pixels_NCHW.Length} was given.", nameof(pixels_NCHW));
        var errors = new PictureException?[files.Count];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = _threadCount,
            // Never the caller's scheduler: a grain's would run everything on its one turn.
            TaskScheduler = TaskScheduler.Default,
            CancellationToken = cancellationToken,
        };
        Parallel.For(0, files.Count, options, i =>
        {
            Span<float> pixels_CHW = pixels_NCHW.Span.Slice(i * pixelCount, pixelCount);
            try
            {
                using Picture picture = decoder.Decode(files[i].Span);
                prepare(picture, i, pixels_CHW);
            }
            catch (PictureException error)
            {
                errors[i] = error;
                pixels_CHW.Clear();
            }
        });
        return [.. errors.Index().Where(e => e.Item is not null).Select(e => new PictureFailure(e.Index, e.Item!))];
    }
}
