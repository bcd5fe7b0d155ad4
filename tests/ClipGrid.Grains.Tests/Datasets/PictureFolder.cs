using System.Globalization;
using System.Text;
using ClipGrid.Grains.Tests.Storage;

namespace ClipGrid.Grains.Tests.Datasets;

/// <summary>A folder with pictures and a captions.jsonl, as a user would bring it.</summary>
internal sealed class PictureFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _lines = new();

    public string Path => _folder.Path;

    /// <summary>A folder with items named "item 0", "item 1" …</summary>
    public static PictureFolder Of(int count, int firstSeed = 0)
    {
        PictureFolder folder = new();
        for (int index = 0; index < count; index++)
            folder.Add($"item {index}", firstSeed + index, $"\"caption\":\"caption {index}\",\"label\":\"class {index % 3}\"");
        return folder;
    }

    public void Add(string key, int seed, string members) => Add(key, DrawnPictures.Noise(seed), members);

    public void Add(string key, byte[] picture, string members)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"{Directory.GetFiles(Path).Length}.png");
        File.WriteAllBytes(_folder.File(file), picture);
        _lines.Append(CultureInfo.InvariantCulture, $"{{\"key\":{System.Text.Json.JsonSerializer.Serialize(key)},\"file\":\"{file}\",{members}}}\n");
        File.WriteAllText(_folder.File("captions.jsonl"), _lines.ToString());
    }

    public void Dispose() => _folder.Dispose();
}
