namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>Refused samples to be written.</summary>
/// <param name="Name">Their blob.</param>
/// <param name="Lines">Its content.</param>
internal sealed record RefusedChunk(string Name, ReadOnlyMemory<byte> Lines);
