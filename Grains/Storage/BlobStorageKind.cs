namespace ClipGrid.Grains.Storage;

/// <summary>Where blobs are stored.</summary>
public enum BlobStorageKind
{
    /// <summary>In a folder.</summary>
    Files = 0,

    /// <summary>In Azure Blob storage.</summary>
    Azure = 1,
}
