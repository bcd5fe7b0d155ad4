using System.Text.Json;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>
/// What a shard's .json member says of an item in the words that ingest reads: <c>{"captions":["the second","the third"],"label":"cat","year":2020}</c>.
/// The first caption is the .txt member; a key that the members' names cannot show is here; what is none of ingest's words is metadata. For
/// other tools and for taking a shard in again: the grid itself reads the index.
/// </summary>
internal static class ShardSample
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase) { "key", "caption", "captions", "label", "file" };

    /// <summary>The member's content. Metadata that is called like one of ingest's own words is in the index only.</summary>
    public static byte[] Write(ItemInfo item)
    {
        using MemoryStream content = new();
        using (Utf8JsonWriter json = new(content))
        {
            json.WriteStartObject();
            if (ShardNames.StemOf(item.Key) != item.Key)
                json.WriteString("key", item.Key);
            if (item.Captions.Length > 1)
            {
                json.WriteStartArray("captions");
                foreach (string caption in item.Captions.Skip(1))
                    json.WriteStringValue(caption);
                json.WriteEndArray();
            }
            if (item.Label is { } label)
                json.WriteString("label", label);
            foreach ((string name, MetadataValue value) in item.Metadata.Where(entry => !Words.Contains(entry.Key)))
            {
                json.WritePropertyName(name);
                JsonSerializer.Serialize(json, value, ShardJson.Options);
            }
            json.WriteEndObject();
        }
        return content.ToArray();
    }
}
