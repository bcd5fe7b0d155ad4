using System.Text.Json.Serialization;

namespace ClipGrid.Grains.Training.Checkpoints;

/// <summary>A file of a checkpoint in the blob store.</summary>
/// <param name="Name">Its name below the checkpoint's prefix.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Its digest, in lower-case hexadecimal digits.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StoredPart(string Name, long Length, string Sha256);
