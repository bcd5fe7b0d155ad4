using System.Collections.Immutable;
using System.Text.Json;

namespace ClipGrid.Model.Weights;

/// <summary>
/// The JSON header of a safetensors file, checked whole before any tensor is touched:
/// <c>{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}</c>.
/// </summary>
internal sealed record SafetensorsHeader
{
    /// <summary>Longest header that is read: the format's own limit of 100 million bytes.</summary>
    public const long MaxByteCount = 100_000_000;

    /// <summary>The member that holds free text instead of a tensor.</summary>
    public const string MetadataName = "__metadata__";

    /// <summary>The tensors in the order of their data.</summary>
    public required ImmutableArray<SafetensorsEntry> Entries { get; init; }

    /// <summary>Free text pairs, in the file's order.</summary>
    public required ImmutableArray<KeyValuePair<string, string>> Metadata { get; init; }

    /// <summary>Parses and checks a header.</summary>
    /// <param name="json">The header's bytes, padding included.</param>
    /// <param name="dataByteCount">Bytes of the file after the header.</param>
    /// <param name="file">The file's path, for errors.</param>
    /// <exception cref="SafetensorsException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataByteCount, string file)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
            throw new SafetensorsException(file, null, "its header does not begin with '{'", "a safetensors file starts with its header's length and a JSON object: save the weights again");
        SafetensorsHeader header;
        try
        {
            header = new SafetensorsHeaderReader(json, file).Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is how Utf8JsonReader reports text that is not valid UTF-8 or half a surrogate pair.
            throw new SafetensorsException(file, null, "its header is not valid JSON in UTF-8", "the file is damaged or of another format: download or save it again", broken);
        }
        header.RequireGaplessData(dataByteCount, file);
        return header;
    }

    private void RequireGaplessData(long dataByteCount, string file)
    {
        long end = 0;
        foreach (SafetensorsEntry entry in Entries)
        {
            if (entry.Begin < end)
                throw new SafetensorsException(file, entry.Name, $"its data begins at byte {entry.Begin}, inside the tensor before it, which ends at {end}", "tensors must not overlap: save the weights again");
            if (entry.Begin > end)
                throw new SafetensorsException(file, entry.Name, $"bytes {end} to {entry.Begin} before it belong to no tensor", "holes could hide foreign data: save the weights again");
            if (entry.End > dataByteCount)
                throw new SafetensorsException(file, entry.Name, $"its data ends at byte {entry.End}, but the file holds only {dataByteCount}", "the file is cut short: download it again");
            end = entry.End;
        }
        if (end != dataByteCount)
            throw new SafetensorsException(file, null, $"{dataByteCount - end} bytes after the last tensor belong to no tensor", "the file has foreign data at its end: download or save it again");
    }
}
