using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Components;

namespace ClipGrid.Dashboard.Display;

/// <summary>A component that asks the grid: what it asks ends with it, and what goes wrong becomes a sentence on the page.</summary>
public abstract class GridComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();

    /// <summary>Makes one.</summary>
    protected GridComponent() => Closed = _closed.Token;

    /// <summary>The grid.</summary>
    [Inject]
    protected ClipGridClient Grid { get; set; } = null!;

    /// <summary>The clock.</summary>
    [Inject]
    protected TimeProvider Time { get; set; } = null!;

    /// <summary>Cancelled when the component goes; what is still under way may ask for it after that.</summary>
    protected CancellationToken Closed { get; }

    /// <summary>What went wrong last and what to do about it, or null.</summary>
    protected string? Problem { get; set; }

    /// <summary>Does something with the grid; false, and <see cref="Problem"/> says why, if the grid refused.</summary>
    protected async Task<bool> TryAsync(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            Problem = null;
            await act();
            return true;
        }
        catch (GridException e)
        {
            Problem = e.Message;
            return false;
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Does something now and then until the component goes, and shows what it changed.</summary>
    protected Task RepeatAsync(TimeSpan pause, Func<Task> act) => RepeatAsync(pause, async () =>
    {
        await act();
        return true;
    });

    /// <summary>The same, for what says whether it has changed something: a page that stays as it is is not rendered, which hundreds of open ones would feel.</summary>
    protected async Task RepeatAsync(TimeSpan pause, Func<Task<bool>> act)
    {
        try
        {
            using PeriodicTimer timer = new(pause, Time);
            while (await timer.WaitForNextTickAsync(Closed))
            {
                string? known = Problem;
                bool hasChanged = false;
                await TryAsync(async () => hasChanged = await act());
                if (hasChanged || Problem != known)
                    StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what was asked.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (!disposing || _closed.IsCancellationRequested)
            return;
        _closed.Cancel();
        _closed.Dispose();
    }
}
