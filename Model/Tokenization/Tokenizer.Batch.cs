using System.Runtime.InteropServices;
using ClipGrid.Model.Tokenization.Cleaning;

namespace ClipGrid.Model.Tokenization;

public sealed partial class Tokenizer
{
    // Fewer captions than this are done before a second thread has woken up.
    private const int MinRowsPerWorker = 256;

    /// <summary>
    /// Captions as rows of <see cref="TokenizerOptions.ContextLength"/> ids: start of text, the caption, end of text, then 0.
    /// A caption that does not fit keeps its first tokens, its last id becomes the end of text, and the batch reports it.
    /// </summary>
    /// <param name="captions">Any strings; none may be null.</param>
    /// <param name="allowTruncation">False refuses captions that do not fit.</param>
    /// <param name="cancellationToken">Stops between captions.</param>
    /// <exception cref="ArgumentException">A caption is null.</exception>
    /// <exception cref="CaptionTooLongException">A caption does not fit and <paramref name="allowTruncation"/> is false; names the first.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TokenBatch Tokenize(IReadOnlyList<string> captions, bool allowTruncation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(captions);
        for (int row = 0; row < captions.Count; row++)
            if (captions[row] is null)
                throw new ArgumentException($"Caption {row} of the batch is null: pass an empty string for a picture without words.", nameof(captions));

        var batch = new TokenBatch
        {
            Ids = new long[checked(captions.Count * Options.ContextLength)],
            ContextLength = Options.ContextLength,
            EndPositions = new int[captions.Count],
            DroppedCounts = new int[captions.Count],
        };
        int workerCount = Math.Clamp(captions.Count / MinRowsPerWorker, 1, Options.MaxWorkerCount);
        if (workerCount == 1)
            FillRows(batch, captions, 0, captions.Count, cancellationToken);
        else
            FillInParallel(batch, captions, workerCount, cancellationToken);

        int tooLong = allowTruncation ? -1 : Array.FindIndex(batch.DroppedCounts, dropped => dropped > 0);
        return tooLong < 0
            ? batch
            : throw new CaptionTooLongException(tooLong, Options.ContextLength + batch.DroppedCounts[tooLong], Options.ContextLength);
    }

    private void FillInParallel(TokenBatch batch, IReadOnlyList<string> captions, int workerCount, CancellationToken cancellationToken)
    {
        // Several ranges for each worker, so that one with long captions does not keep the others waiting.
        int rangeCount = Math.Min(captions.Count / MinRowsPerWorker, workerCount * 8);
        var options = new ParallelOptions { MaxDegreeOfParallelism = workerCount, CancellationToken = cancellationToken };
        Parallel.For(0, rangeCount, options, range => FillRows(
            batch,
            captions,
            (int)((long)captions.Count * range / rangeCount),
            (int)((long)captions.Count * (range + 1) / rangeCount),
            cancellationToken));
    }

    private void FillRows(TokenBatch batch, IReadOnlyList<string> captions, int first, int end, CancellationToken cancellationToken)
    {
        var scratch = new CleaningScratch();
        var ids = new List<int>(Options.ContextLength);
        for (int row = first; row < end; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ids.Clear();
            ids.Add(Vocabulary.StartOfText);
            Encode(captions[row], scratch, ids);
            ids.Add(Vocabulary.EndOfText);
            FillRow(batch, row, CollectionsMarshal.AsSpan(ids));
        }
    }

    private void FillRow(TokenBatch batch, int row, Span<int> ids)
    {
        batch.DroppedCounts[row] = Math.Max(0, ids.Length - batch.ContextLength);
        if (ids.Length > batch.ContextLength)
        {
            ids = ids[..batch.ContextLength];
            ids[^1] = Vocabulary.EndOfText;
        }
        batch.EndPositions[row] = ids.IndexOf(Vocabulary.EndOfText);
        Span<long> target = batch.Ids.AsSpan(row * batch.ContextLength, ids.Length);
        for (int i = 0; i < ids.Length; i++)
            target[i] = ids[i];
    }
}
