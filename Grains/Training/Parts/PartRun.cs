using System.Collections.Concurrent;
using System.Text.Json;
using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Grains.Training.Tasks;
using ClipGrid.Model.Training;
using ClipGrid.Model.Training.DataParallel;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>
/// A part of a run's batches on this silo, from its device to its end: it keeps nothing that would be missed. It ends when it is told to, when
/// the silo ends, when it fails, or when the run has not asked for anything for a while. Safe for any number of callers.
/// </summary>
internal sealed class PartRun : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly SessionSurroundings _surroundings;
    private readonly string _scratch;
    private readonly CancellationTokenSource _stop = new();
    private readonly BlockingCollection<Action<PartWorker>> _work = [];
    private readonly PartTurns _turns = new();
    private readonly Lock _lock = new();
    private bool _isDisposed;
    private PartBuffers? _buffers;
    private volatile PartStatus _status = new() { State = PartState.Preparing, Message = "It waits for the device." };
    private long _heardAt;

    /// <summary>A part that has not begun.</summary>
    public PartRun(PartAssignment assignment, SessionSurroundings surroundings)
    {
        (Assignment, _surroundings) = (assignment, surroundings);
        _scratch = Path.Combine(surroundings.Options.ScratchFolder, $"{assignment.Key}-{Guid.NewGuid():N}");
        _heardAt = surroundings.Time.GetTimestamp();
    }

    /// <summary>What it computes.</summary>
    public PartAssignment Assignment { get; }

    /// <summary>How far it is.</summary>
    public PartStatus Status => _status;

    private PartBuffers Buffers => _status.State == PartState.Ready && _buffers is { } buffers
        ? buffers
        : throw new GridException(GridProblem.WrongState, $"Part {Assignment.Key} computes nothing {(_status.State == PartState.Ended ? "any more" : "yet")}: {_status.Message}");

    /// <summary>The run asks for something, so it is alive.</summary>
    public PartRun Hear()
    {
        Volatile.Write(ref _heardAt, _surroundings.Time.GetTimestamp());
        return this;
    }

    /// <summary>Takes a piece.</summary>
    public void Write(PartBuffer buffer, int offset, ReadOnlySpan<byte> piece) => piece.CopyTo(Buffers.Place(buffer, offset, piece.Length));

    /// <summary>Gives a piece.</summary>
    public byte[] Read(PartBuffer buffer, int offset, int count) => Buffers.Place(buffer, offset, count).ToArray();

    /// <summary>Embeddings of the part of a batch: begun by the first call of a turn.</summary>
    public Task<PartAnswer> EncodeAsync(long turn, DataCursor cursor)
    {
        PartBuffers buffers = Buffers;
        return _turns.FollowAsync((turn, PartBuffer.Embeddings), done => _work.Add(worker =>
        {
            buffers.TakeWeights(worker);
            PartFeatures features = worker.Encode(cursor);
            buffers.Show(features);
            done(new PartAnswer
            {
                IsDone = true,
                ByteCount = buffers.Length(PartBuffer.Embeddings),
                RowCount = features.Images.Length / worker.Dimension,
                HasGroups = features.Groups is not null,
                TruncatedCount = features.TruncatedCount,
            });
        }));
    }

    /// <summary>Gradients of the parameters: begun by the first call of a turn.</summary>
    public Task<PartAnswer> PushBackAsync(long turn)
    {
        PartBuffers buffers = Buffers;
        return _turns.FollowAsync((turn, PartBuffer.Gradients), done => _work.Add(worker =>
        {
            worker.PushBack(PartWire.ToFeatures(buffers.All(PartBuffer.EmbeddingGradients)), buffers.All(PartBuffer.Gradients));
            done(new PartAnswer { IsDone = true, ByteCount = buffers.Length(PartBuffer.Gradients) });
        }));
    }

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        lock (_lock)
            if (!_isDisposed)
                _stop.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        _stop.Dispose();
        _work.Dispose();
    }

    /// <summary>Runs it to its end; it reports its own failures.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, stopping);
        Task silence = EndInSilenceAsync(ends.Token);
        string why = "it was told to end.";
        try
        {
            await WorkAsync(ends.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // It was told to end, or nobody wants it.
        }
        catch (Exception error)
        {
            why = SessionFault.Describe(error, 0, _scratch);
            _surroundings.Logger.LogWarning(error, "Part {Part} ended.", Assignment.Key);
        }
        finally
        {
            _status = new PartStatus { State = PartState.Ended, Message = why };
            Stop();
            await silence.ConfigureAwait(false);
            _turns.End();
            LocalFiles.TryDelete(_scratch, _surroundings.Logger);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        (DeviceKind kind, int number) = (Assignment.Host.Kind, Assignment.Host.Number);
        using IDisposable device = await _surroundings.Gate.EnterAsync(Assignment.Session, (kind, number), Say, cancellationToken).ConfigureAwait(false);
        SessionPreparation preparation = new(Assignment.Session, Assignment.Specification, _surroundings, _scratch) { Told = Say };
        using PreparedSession prepared = await preparation.PrepareAsync(cancellationToken).ConfigureAwait(false);
        await TrainingThread.RunAsync($"ClipGrid part {Assignment.Key}", () => Compute(prepared, cancellationToken)).ConfigureAwait(false);
    }

    private bool Compute(PreparedSession prepared, CancellationToken cancellationToken)
    {
        using PartTrainee trainee = TraineeBuilder.BuildPart(prepared, Assignment);
        PartWorker worker = trainee.Worker;
        _buffers = new PartBuffers(worker);
        _status = new PartStatus
        {
            State = PartState.Ready,
            Message = "It computes.",
            Environment = JsonSerializer.Serialize(worker.Environment),
            TrainedByteCount = worker.TrainedByteCount,
            GradientByteCount = worker.GradientByteCount,
        };
        foreach (Action<PartWorker> next in _work.GetConsumingEnumerable(cancellationToken))
            next(worker);
        return true;
    }

    private void Say(string message) => _status = _status with { Message = message };

    // A run that is gone cannot say so.
    private async Task EndInSilenceAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_surroundings.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) < LongestSilence)
                await Task.Delay(Look, _surroundings.Time, cancellationToken).ConfigureAwait(false);
            Stop();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It has ended.
        }
    }
}
