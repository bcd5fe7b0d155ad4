using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Data;

/// <summary>The pictures of a session's items, close enough to train on.</summary>
internal abstract class SessionPictures(SessionItems items) : IPictureFiles, IDisposable
{
    /// <summary>The items.</summary>
    protected SessionItems Items { get; } = items;

    /// <summary>Fetches them: into memory if they fit there, else as local copies of their shards.</summary>
    /// <param name="items">The items.</param>
    /// <param name="surroundings">Where they lie, and how much memory they may take.</param>
    /// <param name="folder">A folder for the copies.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <exception cref="GridException">NotFound, Corrupt, StorageFull, Unavailable.</exception>
    public static async Task<SessionPictures> FetchAsync(SessionItems items, SessionSurroundings surroundings, string folder, CancellationToken cancellationToken) =>
        items.Plan.PictureByteCount <= surroundings.Options.PictureMemory
            ? await MemoryPictures.LoadAsync(items, surroundings.Partitions, cancellationToken).ConfigureAwait(false)
            : await ShardPictures.CopyAsync(items, surroundings.Blobs, folder, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public abstract IReadOnlyList<ReadOnlyMemory<byte>> Read(ReadOnlySpan<int> items);

    /// <inheritdoc/>
    public string NameOf(int item) => $"Item \"{Items.Keys[item]}\" of {Items.Plan.Partitions[Items.Places[item].Partition].Id.Dataset}";

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}
