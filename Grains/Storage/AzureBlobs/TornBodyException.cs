namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>A response's body ended before its end.</summary>
internal sealed class TornBodyException(string message, Exception? inner = null) : Exception(message, inner);
