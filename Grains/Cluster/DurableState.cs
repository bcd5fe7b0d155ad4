using ClipGrid.Contracts.Errors;
using Orleans.Storage;

namespace ClipGrid.Grains.Cluster;

/// <summary>Writing a grain's state so that memory never shows what is not stored, and failures are sentences.</summary>
internal static class DurableState
{
    /// <summary>Replaces the state, durably. If that fails the old one stays; a grain whose state somebody else wrote leaves memory.</summary>
    /// <exception cref="GridException">Conflict: another activation wrote it; the same call may succeed now. StorageFull, Unavailable.</exception>
    public static async Task SaveAsync<T>(this IPersistentState<T> state, T next, IGrainBase grain)
        where T : class
    {
        T before = state.State;
        state.State = next;
        try
        {
            await state.WriteStateAsync();
        }
        catch (Exception error)
        {
            state.State = before;
            throw ToGridException(error, grain);
        }
    }

    /// <summary>Forgets the state, durably.</summary>
    /// <exception cref="GridException">Conflict, Unavailable.</exception>
    public static async Task ForgetAsync<T>(this IPersistentState<T> state, IGrainBase grain)
        where T : class
    {
        try
        {
            await state.ClearStateAsync();
        }
        catch (Exception error)
        {
            throw ToGridException(error, grain);
        }
    }

    private static GridException ToGridException(Exception error, IGrainBase grain)
    {
        if (error is InconsistentStateException || error.InnerException is InconsistentStateException)
        {
            grain.DeactivateOnIdle();
            return new GridException(GridProblem.Conflict, $"{grain.GrainContext.GrainId} was changed from another silo at the same time: send the request again.", error);
        }
        return error as GridException ?? error.InnerException as GridException
            ?? new GridException(GridProblem.Unavailable, $"The state of {grain.GrainContext.GrainId} cannot be stored ({error.Message}): send the request again when the storage answers.", error);
    }
}
