using System.Collections.Immutable;

namespace ClipGrid.Grains.Storage;

/// <summary>A page of a listing.</summary>
/// <param name="Blobs">Its entries, in ordinal order of names.</param>
/// <param name="Continuation">What to ask the next page with, or null if this was the last.</param>
public sealed record BlobPage(ImmutableArray<BlobInfo> Blobs, string? Continuation);
