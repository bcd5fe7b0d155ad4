using ClipGrid.Model.Training.DataParallel;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>A part on another device, as the run sees it: bytes go in pieces, several at once. One step at a time.</summary>
/// <param name="host">Who computes it.</param>
/// <param name="status">What it takes.</param>
/// <param name="place">Where that is, for people.</param>
internal sealed class PartPeer(IPartHostGrain host, PartStatus status, string place) : IPartPeer
{
    private const int PiecesAtOnce = 4;
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(20);
    private readonly TaskCompletionSource<PartLostException> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _turn;
    private bool _hasFixed;

    /// <summary>Whether it failed once: nothing is asked of it any more.</summary>
    public bool IsLost => _lost.Task.IsCompleted;

    /// <summary>Completes with the reason once it is lost.</summary>
    public Task<PartLostException> WhenLost => _lost.Task;

    /// <inheritdoc/>
    public Task<PartFeatures> EncodeAsync(PartStep step) => GuardAsync(async () =>
    {
        if (step.Trained.Length != status.TrainedByteCount)
            throw new PartLostException($"{place} has another network.");
        if (!_hasFixed)
            await WriteAsync(PartBuffer.Fixed, step.Fixed.Value).ConfigureAwait(false);
        _hasFixed = true;
        await WriteAsync(PartBuffer.Trained, step.Trained).ConfigureAwait(false);
        long turn = ++_turn;
        PartAnswer answer = await FollowAsync(token => host.EncodeAsync(turn, step.Cursor.Epoch, step.Cursor.Position, token)).ConfigureAwait(false);
        return PartWire.ToFeatures(await ReadAsync(PartBuffer.Embeddings, answer.ByteCount).ConfigureAwait(false), answer);
    });

    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> PushBackAsync(PartFeatures gradients) => GuardAsync<ReadOnlyMemory<byte>>(async () =>
    {
        await WriteAsync(PartBuffer.EmbeddingGradients, PartWire.ToBytes(gradients)).ConfigureAwait(false);
        PartAnswer answer = await FollowAsync(token => host.PushBackAsync(_turn, token)).ConfigureAwait(false);
        return answer.ByteCount == status.GradientByteCount
            ? await ReadAsync(PartBuffer.Gradients, answer.ByteCount).ConfigureAwait(false)
            : throw new PartLostException($"{place} has another network.");
    });

    private Task WriteAsync(PartBuffer buffer, ReadOnlyMemory<byte> bytes) => InPiecesAsync(bytes.Length, (offset, count) =>
        CallAsync(token => host.WriteAsync(buffer, offset, bytes.Slice(offset, count).ToArray(), token)));

    private async Task<byte[]> ReadAsync(PartBuffer buffer, int length)
    {
        byte[] bytes = new byte[length];
        await InPiecesAsync(length, async (offset, count) =>
        {
            byte[] piece = await CallAsync(token => host.ReadAsync(buffer, offset, count, token)).ConfigureAwait(false);
            piece.CopyTo(bytes, offset);
        }).ConfigureAwait(false);
        return bytes;
    }

    private static Task InPiecesAsync(int length, Func<int, int, Task> move) => Parallel.ForAsync(
        0,
        (length + PartWire.PieceLength - 1) / PartWire.PieceLength,
        new ParallelOptions { MaxDegreeOfParallelism = PiecesAtOnce },
        async (piece, _) => await move(piece * PartWire.PieceLength, Math.Min(PartWire.PieceLength, length - (piece * PartWire.PieceLength))).ConfigureAwait(false));

    private static async Task<PartAnswer> FollowAsync(Func<CancellationToken, Task<PartAnswer>> ask)
    {
        while (true)
        {
            PartAnswer answer = await CallAsync(ask).ConfigureAwait(false);
            if (answer.IsDone)
                return answer;
        }
    }

    private static async Task CallAsync(Func<CancellationToken, Task> call)
    {
        using CancellationTokenSource patience = new(LongestCall);
        await call(patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
    }

    private static async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call)
    {
        using CancellationTokenSource patience = new(LongestCall);
        return await call(patience.Token).WaitAsync(patience.Token).ConfigureAwait(false);
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> ask)
    {
        if (IsLost)
            throw new PartLostException($"{place} was lost before.");
        try
        {
            return await ask().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The run must not fail with its help; a part of another release may answer anything.
        catch (Exception error)
#pragma warning restore CA1031
        {
            PartLostException lost = error as PartLostException ?? new PartLostException($"{place} does not answer ({PartWire.Line(error)})", error);
            _lost.TrySetResult(lost);
            throw lost;
        }
    }
}
