using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Transfers;

namespace ClipGrid.Grains.Models;

/// <summary>An import or export that runs or ran on this silo. Safe for any number of callers.</summary>
/// <param name="operation">Names it.</param>
/// <param name="request">What was asked.</param>
#pragma warning disable CA1001 // A source without timer and links holds nothing that needs freeing, and whoever asks for a job may cancel it.
internal sealed class ModelJob(OperationId operation, string request)
#pragma warning restore CA1001
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>What was asked.</summary>
    public string Request { get; } = request;

    /// <summary>How far it is.</summary>
    public ModelJobStatus Status { get; private set; } = new() { Operation = operation, State = JobState.Running, Message = "It begins." };

    /// <summary>Says what it does now.</summary>
    public void Report(string message) => Update(status => status with { Message = message });

    /// <summary>Asks it to end; without effect once it has.</summary>
    public Task CancelAsync()
    {
        Report("It is being cancelled.");
        return _cancellation.CancelAsync();
    }

    /// <summary>Does the work and keeps how it ended. Throws what was not foreseen, for the log.</summary>
    /// <param name="work">Does it; returns the status to end with.</param>
    /// <param name="ending">The end of the silo.</param>
    public async Task RunAsync(Func<CancellationToken, Task<(ModelVersionId? Version, TransferId? Transfer)>> work, CancellationToken ending)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(_cancellation.Token, ending);
        try
        {
            (ModelVersionId? version, TransferId? transfer) = await work(either.Token).ConfigureAwait(false);
            Update(status => status with { State = JobState.Completed, Message = null, Version = version, Transfer = transfer });
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            Update(status => status with { State = JobState.Cancelled, Message = "It was cancelled; nothing of it was kept." });
        }
        catch (GridException error)
        {
            Update(status => status with { State = JobState.Failed, Message = error.Message, Problem = error.Problem });
        }
        catch (Exception error)
        {
            Update(status => status with { State = JobState.Failed, Problem = GridProblem.Internal, Message = $"A fault of ClipGrid itself: {error.Message} The silo's log has the details." });
            throw;
        }
    }

    private void Update(Func<ModelJobStatus, ModelJobStatus> change)
    {
        lock (_lock)
        {
            if (Status.State == JobState.Running)
                Status = change(Status);
        }
    }
}
