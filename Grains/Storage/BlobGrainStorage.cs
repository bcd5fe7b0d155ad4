using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage.GrainStates;
using Orleans.Serialization.Serializers;
using Orleans.Storage;

namespace ClipGrid.Grains.Storage;

/// <summary>
/// Grains' states as JSON in a blob store, under <c>grains/{type}/{key}/{state}</c>. Of two activations that write the same state one
/// wins and the other gets <see cref="InconsistentStateException"/>, upon which Orleans ends it.
/// </summary>
/// <param name="store">Where they are stored.</param>
/// <param name="activators">Makes the states of grains that have none yet.</param>
public sealed class BlobGrainStorage(IBlobStore store, IActivatorProvider activators) : IGrainStorage
{
    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string name = GrainStateName.Of(stateName, grainId);
        if (await TryOpenAsync(name).ConfigureAwait(false) is not { } content)
        {
            Forget(grainState);
            return;
        }
        await using (content.ConfigureAwait(false))
        {
            using MemoryStream bytes = new();
            await content.Stream.CopyToAsync(bytes).ConfigureAwait(false);
            grainState.State = GrainStateJson.Read<T>(bytes.ToArray(), name);
            grainState.ETag = content.Info.ETag;
            grainState.RecordExists = true;
        }
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string name = GrainStateName.Of(stateName, grainId);
        byte[] bytes = GrainStateJson.Write(grainState.State);
        BlobCondition condition = grainState.ETag is { } etag ? BlobCondition.IfMatch(etag) : BlobCondition.IfAbsent;
        try
        {
            BlobInfo written = await store.PutAsync(name, bytes, condition, CancellationToken.None).ConfigureAwait(false);
            grainState.ETag = written.ETag;
            grainState.RecordExists = true;
        }
        catch (GridException exception) when (exception.Problem == GridProblem.Conflict)
        {
            throw Inconsistent(name, grainState.ETag, exception);
        }
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string name = GrainStateName.Of(stateName, grainId);
        try
        {
            if (grainState.ETag is { } etag)
                await store.DeleteAsync(name, BlobCondition.IfMatch(etag), CancellationToken.None).ConfigureAwait(false);
            Forget(grainState);
        }
        catch (GridException exception) when (exception.Problem == GridProblem.Conflict)
        {
            throw Inconsistent(name, grainState.ETag, exception);
        }
    }

    private async Task<BlobContent?> TryOpenAsync(string name)
    {
        try
        {
            return await store.OpenAsync(name, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (GridException exception) when (exception.Problem == GridProblem.NotFound)
        {
            return null;
        }
    }

    private void Forget<T>(IGrainState<T> grainState)
    {
        grainState.State = activators.GetActivator<T>().Create();
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static InconsistentStateException Inconsistent(string name, string? etag, Exception inner) =>
        new($"The state {name} was written by another activation first: this one ends; ask again.", "another", etag ?? "none", inner);
}
