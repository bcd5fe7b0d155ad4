using System.Collections.Immutable;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using Orleans.Concurrency;

namespace ClipGrid.Contracts.Datasets;

/// <summary>
/// A partition's items; the key is its <see cref="PartitionId"/>. The same grain is an <see cref="Embedding.IPartitionEmbeddingsGrain"/>.
/// All methods throw <see cref="GridException"/>.
/// </summary>
[Alias("clipgrid.IPartitionGrain")]
public interface IPartitionGrain : IGrainWithStringKey
{
    /// <summary>Items in the order of the source, those left out that version <paramref name="version"/> does not show.</summary>
    [Alias("ListItems"), AlwaysInterleave]
    Task<ItemPage> ListItemsAsync(int version, int skip, int top, CancellationToken cancellationToken);

    /// <summary>The item with a key as version <paramref name="version"/> shows it, or null.</summary>
    [Alias("FindItem"), AlwaysInterleave]
    Task<ItemInfo?> FindItemAsync(int version, string key, CancellationToken cancellationToken);

    /// <summary>The items with some keys as version <paramref name="version"/> shows them.</summary>
    /// <param name="version">The data set's version.</param>
    /// <param name="keys">At most 1,000.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Those of the first keys, at least one: ask again for the rest.</returns>
    [Alias("FindItems"), AlwaysInterleave]
    Task<FoundItems> FindItemsAsync(int version, ImmutableArray<string> keys, CancellationToken cancellationToken);

    /// <summary>A piece of an item's picture file: at most 512 KiB from <paramref name="offset"/>.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("ReadPicture"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<PictureBytes> ReadPictureAsync(string key, long offset, CancellationToken cancellationToken);

    /// <summary>The picture upright, re-encoded, its longer side <paramref name="side"/> pixels, 16 to 512.</summary>
    /// <exception cref="GridException">NotFound.</exception>
    [Alias("GetThumbnail"), AlwaysInterleave, AllowedFor(GridRole.Reader)]
    Task<PictureBytes> GetThumbnailAsync(string key, int side, CancellationToken cancellationToken);

    /// <summary>Takes items out of versions <paramref name="fromVersion"/> and later (0: out of all), durably; returns the keys that it holds.</summary>
    [Alias("Retire")]
    Task<ImmutableArray<string>> RetireAsync(ImmutableArray<string> keys, int fromVersion, CancellationToken cancellationToken);

    /// <summary>How many items version <paramref name="version"/> shows of it.</summary>
    [Alias("CountItems"), AlwaysInterleave]
    Task<int> CountItemsAsync(int version, CancellationToken cancellationToken);

    /// <summary>Forgets what it holds in memory and in state; its blobs are deleted by the data set.</summary>
    [Alias("Delete")]
    Task DeleteAsync(CancellationToken cancellationToken);

    /// <summary>Its share of <see cref="IDatasetViewGrain.FindItemsAsync"/>: some of the items that fit, and how many do. A query's top may be 0.</summary>
    /// <exception cref="GridException">Invalid: the query.</exception>
    [Alias("FindMatches"), AlwaysInterleave]
    Task<ItemPage> FindMatchesAsync(int version, ItemQuery query, CancellationToken cancellationToken);

    /// <summary>Its share of <see cref="IDatasetViewGrain.GetStatisticsAsync"/>.</summary>
    /// <param name="version">The data set's version.</param>
    /// <param name="model">Whose tokens captions are counted in, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">NotFound: the model.</exception>
    [Alias("GetStatistics"), AlwaysInterleave]
    Task<PartitionStatistics> GetStatisticsAsync(int version, ModelVersionId? model, CancellationToken cancellationToken);

    /// <summary>How many items have which label, in ordinal order.</summary>
    /// <param name="version">The data set's version.</param>
    /// <param name="after">The label after which to begin; null for the first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    [Alias("ListLabels"), AlwaysInterleave]
    Task<LabelPage> ListLabelsAsync(int version, string? after, CancellationToken cancellationToken);

    /// <summary>The digests of the pictures, in ordinal order.</summary>
    /// <param name="version">The data set's version.</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Invalid: the number to pass over.</exception>
    [Alias("ListDigests"), AlwaysInterleave]
    Task<DigestPage> ListDigestsAsync(int version, int skip, CancellationToken cancellationToken);

    /// <summary>The items that have some pictures: for each digest how many, and the first keys.</summary>
    /// <param name="version">The data set's version.</param>
    /// <param name="digests">At most 100.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="GridException">Invalid: too many digests.</exception>
    [Alias("FindTwins"), AlwaysInterleave]
    Task<ImmutableArray<DigestTwins>> FindTwinsAsync(int version, ImmutableArray<string> digests, CancellationToken cancellationToken);
}
