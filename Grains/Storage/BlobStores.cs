using ClipGrid.Contracts.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClipGrid.Grains.Storage;

/// <summary>Opens the blob store that options describe.</summary>
public static class BlobStores
{
    /// <summary>Checks the options and opens the store.</summary>
    /// <exception cref="GridException">Invalid: an option; Unavailable, StorageFull: a folder that cannot be used.</exception>
    public static IBlobStore Open(BlobStorageOptions options, TimeProvider? time = null, ILoggerFactory? loggers = null) => Open(options, time, loggers, meter: null);

    /// <summary>The same, measured.</summary>
    internal static IBlobStore Open(BlobStorageOptions options, TimeProvider? time, ILoggerFactory? loggers, StorageMeter? meter)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        IBlobStore store = options.Kind == BlobStorageKind.Files
            ? new FileBlobStore(options.Folder!, time)
            : new AzureBlobStore(options, time, (loggers ?? NullLoggerFactory.Instance).CreateLogger<AzureBlobStore>(), meter);
        return meter is null ? store : new MeteredBlobStore(store, meter, time ?? TimeProvider.System);
    }
}
