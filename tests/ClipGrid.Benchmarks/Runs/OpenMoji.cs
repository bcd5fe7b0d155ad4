using System.Formats.Tar;
using System.Text.Json;
using ClipGrid.Model.Training;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>The emoji shards: per item a picture (.png), its caption (.txt) and its fields (.json).</summary>
internal static class OpenMoji
{
    private const int VariantCount = 16;

    /// <summary>The pairs of a split; in training an emoji also goes by its bare name and by some of its tags in any order.</summary>
    internal static IReadOnlyList<TrainingPair> Read(string dataFolder, string split, bool withVariants)
    {
        var pairs = new List<TrainingPair>();
        foreach (string shard in Directory.EnumerateFiles(Path.Combine(dataFolder, "openmoji", "shards"), $"openmoji-{split}-*.tar").Order(StringComparer.Ordinal))
        {
            foreach (IGrouping<string, (string Extension, byte[] Bytes)> item in Members(shard).GroupBy(m => m.Key, m => (m.Extension, m.Bytes)))
            {
                Dictionary<string, byte[]> parts = item.ToDictionary(part => part.Extension, part => part.Bytes);
                string caption = System.Text.Encoding.UTF8.GetString(parts[".txt"]).Trim();
                pairs.Add(new TrainingPair(parts[".png"], withVariants ? [caption, caption, .. Variants(parts[".json"])] : [caption]));
            }
        }
        return pairs;
    }

    // {"annotation": "waffle", "tags": ["breakfast", "indecisive", "iron"], ...}: with few pictures, words must be learned apart
    // from the sentence that they came in.
    private static IEnumerable<string> Variants(byte[] json)
    {
        using JsonDocument fields = JsonDocument.Parse(json);
        string name = fields.RootElement.GetProperty("annotation").GetString()!;
        string[] tags = [.. fields.RootElement.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!)];
        yield return name;
        if (tags.Length < 2)
            yield break;
        var random = new Random((name.Length * 7) + tags.Length);
        for (int variant = 0; variant < VariantCount; variant++)
        {
            string[] shuffled = [.. tags.OrderBy(_ => random.Next())];
            string some = string.Join(", ", shuffled[..random.Next(1, shuffled.Length + 1)]);
            yield return random.Next(4) == 0 ? some : $"{name}: {some}";
        }
    }

    private static IEnumerable<(string Key, string Extension, byte[] Bytes)> Members(string shard)
    {
        using FileStream stream = File.OpenRead(shard);
        using var reader = new TarReader(stream);
        while (reader.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null)
                continue;
            byte[] bytes = new byte[entry.Length];
            entry.DataStream.ReadExactly(bytes);
            yield return (Path.GetFileNameWithoutExtension(entry.Name), Path.GetExtension(entry.Name), bytes);
        }
    }
}
