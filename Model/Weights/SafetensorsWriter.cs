using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;

namespace ClipGrid.Model.Weights;

/// <summary>
/// Writes safetensors. Equal tensors give equal files: larger element types come first (so every tensor is aligned), then
/// ordinal order of names, which is the order of the reference implementation; the header is padded with spaces to 8 bytes.
/// </summary>
public static class SafetensorsWriter
{
    /// <summary>The metadata that PyTorch's loaders expect: <c>format: pt</c>.</summary>
    public static ImmutableArray<KeyValuePair<string, string>> TorchMetadata { get; } = [new("format", "pt")];

    /// <summary>
    /// Writes a file that appears whole or not at all: to a temporary file beside it, flushed to the disk, then renamed.
    /// An existing file is replaced.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Free text pairs; <see cref="TorchMetadata"/> if left out.</param>
    /// <param name="cancellation">Checked between tensors; nothing is left behind.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="SafetensorsException">The names need a header beyond the format's limit, or a source cannot be read.</exception>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, WeightTensor> tensors,
        ImmutableArray<KeyValuePair<string, string>>? metadata = null,
        CancellationToken cancellation = default)
    {
        string full = Path.GetFullPath(path);
        string temporary = Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                Write(stream, tensors, metadata, cancellation);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, full, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes to a stream, tensor by tensor; the stream stays open and is not flushed.</summary>
    /// <param name="stream">Receives the file.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">Free text pairs; <see cref="TorchMetadata"/> if left out.</param>
    /// <param name="cancellation">Checked between tensors.</param>
    /// <exception cref="SafetensorsException">The names need a header beyond the format's limit, or a source cannot be read.</exception>
    public static void Write(
        Stream stream,
        IReadOnlyDictionary<string, WeightTensor> tensors,
        ImmutableArray<KeyValuePair<string, string>>? metadata = null,
        CancellationToken cancellation = default)
    {
        KeyValuePair<string, WeightTensor>[] ordered =
            [.. tensors.OrderByDescending(t => t.Value.Type.ByteSize()).ThenBy(t => t.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata ?? TorchMetadata);
        if (header.Length > SafetensorsHeader.MaxByteCount)
            throw new SafetensorsException("output", null, $"the header would have {header.Length} bytes, more than the format's limit of {SafetensorsHeader.MaxByteCount}", "write fewer tensors or shorter names");
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, WeightTensor tensor) in ordered)
        {
            cancellation.ThrowIfCancellationRequested();
            tensor.WriteTo(stream);
        }
    }

    private static byte[] Header(KeyValuePair<string, WeightTensor>[] ordered, ImmutableArray<KeyValuePair<string, string>> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (!metadata.IsEmpty)
                WriteMetadata(json, metadata);
            long offset = 0;
            foreach ((string name, WeightTensor tensor) in ordered)
            {
                WriteEntry(json, name, tensor, offset);
                offset += tensor.ByteCount;
            }
            json.WriteEndObject();
        }
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json, ImmutableArray<KeyValuePair<string, string>> metadata)
    {
        json.WriteStartObject(SafetensorsHeader.MetadataName);
        foreach ((string key, string value) in metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, WeightTensor tensor, long offset)
    {
        if (name == SafetensorsHeader.MetadataName)
            throw new ArgumentException($"'{name}' is reserved for the file's metadata: give the tensor another name.", nameof(name));
        json.WriteStartObject(name);
        json.WriteString("dtype", tensor.Type.ToString());
        json.WriteStartArray("shape");
        foreach (long side in tensor.Shape)
            json.WriteNumberValue(side);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(offset);
        json.WriteNumberValue(offset + tensor.ByteCount);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
