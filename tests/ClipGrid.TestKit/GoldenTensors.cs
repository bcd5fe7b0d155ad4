using System.Buffers.Binary;
using System.Text.Json;

namespace ClipGrid.TestKit;

/// <summary>
/// Reads a golden safetensors file. Deliberately not the product's reader: the oracle shares no code with what it judges.
/// </summary>
public static class GoldenTensors
{
    /// <summary>All tensors of <paramref name="relative"/> in the golden set, by name; the test skips where the set is missing.</summary>
    public static IReadOnlyDictionary<string, GoldenTensor> Load(string relative)
    {
        byte[] file = File.ReadAllBytes(Reference.Golden(relative));
        int headerLength = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, headerLength));
        var tensors = new Dictionary<string, GoldenTensor>();
        foreach (JsonProperty entry in header.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64())];
            tensors[entry.Name] = new GoldenTensor(
                entry.Value.GetProperty("dtype").GetString()!,
                [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())],
                file.AsSpan(8 + headerLength + (int)offsets[0], (int)(offsets[1] - offsets[0])).ToArray());
        }
        return tensors;
    }

    /// <summary>A JSON file of the golden set; the test skips where the set is missing.</summary>
    public static JsonDocument LoadJson(string relative) => JsonDocument.Parse(File.ReadAllBytes(Reference.Golden(relative)));
}
