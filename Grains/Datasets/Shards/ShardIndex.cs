using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>A shard's index: JSON lines, the first a <see cref="ShardIndexHeader"/>, each other a <see cref="ShardIndexItem"/> in the shard's order.</summary>
internal static class ShardIndex
{
    private const int CurrentFormat = 1;

    /// <summary>Writes it.</summary>
    public static byte[] Write(PartitionInfo partition, IEnumerable<StoredItem> items)
    {
        using MemoryStream lines = new();
        JsonSerializer.Serialize(lines, new ShardIndexHeader { FormatVersion = CurrentFormat, Partition = partition }, ShardJson.Options);
        lines.WriteByte((byte)'\n');
        foreach (StoredItem item in items)
        {
            JsonSerializer.Serialize(lines, ShardIndexItem.Of(item), ShardJson.Options);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    /// <summary>Reads it strictly.</summary>
    /// <param name="id">The partition that it must be of.</param>
    /// <param name="content">The whole index.</param>
    /// <param name="name">Its blob, for messages.</param>
    /// <exception cref="GridException">NewerFormat; Corrupt: it is not what was written.</exception>
    public static PartitionItems Read(PartitionId id, ReadOnlyMemory<byte> content, string name)
    {
        int lineNumber = 1;
        try
        {
            PartitionInfo partition = ReadHeader(NextLine(ref content), name);
            ImmutableArray<StoredItem>.Builder items = ImmutableArray.CreateBuilder<StoredItem>(partition.ItemCount);
            while (!content.IsEmpty)
            {
                lineNumber++;
                items.Add(JsonSerializer.Deserialize<ShardIndexItem>(NextLine(ref content).Span, ShardJson.Options)!.ToItem(id));
            }
            if (partition.Id != id || items.Count != partition.ItemCount || items.Sum(item => item.Info.Captions.Length) != partition.CaptionCount)
                throw Corrupt(name, $"it has {items.Count} items of {partition.Id} where {partition.ItemCount} of {id} belong");
            return new PartitionItems(id, items.DrainToImmutable());
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or InvalidOperationException)
        {
            throw Corrupt(name, $"line {lineNumber} cannot be read ({error.Message})", error);
        }
    }

    private static PartitionInfo ReadHeader(ReadOnlyMemory<byte> line, string name)
    {
        using (JsonDocument document = JsonDocument.Parse(line))
        {
            int format = document.RootElement.TryGetProperty("formatVersion", out JsonElement version) ? version.GetInt32() : 0;
            if (format > CurrentFormat)
                throw new GridException(GridProblem.NewerFormat, $"{name} was written by a newer ClipGrid (format {format}; this one reads up to {CurrentFormat}): use that release.");
        }
        return JsonSerializer.Deserialize<ShardIndexHeader>(line.Span, ShardJson.Options)!.Partition;
    }

    private static ReadOnlyMemory<byte> NextLine(ref ReadOnlyMemory<byte> content)
    {
        int end = content.Span.IndexOf((byte)'\n');
        if (end < 0)
            throw new JsonException("The line has no end.");
        ReadOnlyMemory<byte> line = content[..end];
        content = content[(end + 1)..];
        return line;
    }

    private static GridException Corrupt(string name, string what, Exception? inner = null) =>
        new(GridProblem.Corrupt, $"{name} is damaged: {what}. Restore it from a backup, or delete the data set and add its items again.", inner);
}
