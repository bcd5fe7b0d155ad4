using System.Diagnostics;

namespace ClipGrid.Model.Embedding;

/// <summary>An input that waits for its turn, and the task that its caller awaits.</summary>
internal sealed class PendingItem<TInput, TOutput>(TInput input, long enqueuedAt)
{
    // The caller's continuation must not run on the compute thread.
    private readonly TaskCompletionSource<TOutput> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The input, which the queue owns.</summary>
    public TInput Input { get; } = input;

    /// <summary>When it came, in the clock's timestamps.</summary>
    public long EnqueuedAt { get; } = enqueuedAt;

    /// <summary>The span that asked for it, if that is traced.</summary>
    public ActivityContext AskedBy { get; } = EncoderSpans.Asking();

    /// <summary>What the caller awaits.</summary>
    public Task<TOutput> Task => _completion.Task;

    /// <summary>Hands the caller its result; without effect if it has cancelled.</summary>
    public void Complete(BatchItemResult<TOutput> result)
    {
        if (result.Error is null)
            _completion.TrySetResult(result.Value);
        else
            _completion.TrySetException(result.Error);
    }

    /// <summary>Tells the caller that it has cancelled.</summary>
    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);

    /// <summary>Gives back what the input holds; called exactly once, when nobody reads it any more.</summary>
    public void ReleaseInput() => (Input as IDisposable)?.Dispose();
}
