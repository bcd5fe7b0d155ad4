namespace ClipGrid.Grains.Tests.Storage;

/// <summary>A grain that uses the default storage.</summary>
public sealed class NotebookGrain([PersistentState("state")] IPersistentState<NotebookState> state) : Grain, INotebookGrain
{
    public Task WriteAsync(string title)
    {
        state.State = state.State with { Title = title };
        return state.WriteStateAsync();
    }

    public Task<string> ReadAsync() => Task.FromResult(state.State.Title);

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
