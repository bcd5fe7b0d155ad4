using System.Collections.Immutable;
using System.Text.Json;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Configuration;

namespace ClipGrid.Model.Weights;

/// <summary>Which files of a folder hold its weights.</summary>
internal static class WeightFiles
{
    /// <summary>The name that OpenAI-style and Hugging Face folders use.</summary>
    public const string CommonName = "model.safetensors";

    /// <summary>The name that open_clip uses.</summary>
    public const string OpenClipName = "open_clip_model.safetensors";

    // {"metadata": {"total_size": 123}, "weight_map": {"logit_scale": "model-00001-of-00002.safetensors"}}
    private const string IndexName = "model.safetensors.index.json";

    /// <summary>Names of the weights' files: one, or the parts that an index lists.</summary>
    /// <exception cref="ModelFolderException">There are none, or several that could be meant.</exception>
    /// <exception cref="ConfigurationException">The index is broken.</exception>
    public static ImmutableArray<string> Find(string folder, bool isHuggingFace)
    {
        string[] names = isHuggingFace ? [CommonName] : [OpenClipName, CommonName];
        foreach (string name in names)
            if (File.Exists(Path.Combine(folder, name)))
                return [name];
        if (File.Exists(Path.Combine(folder, IndexName)))
            return ConfigFile.Read(Path.Combine(folder, IndexName), ReadIndex);
        string[] others =
        [
            .. Directory.EnumerateFiles(folder, "*.safetensors").Select(f => Path.GetFileName(f)).Where(n => n != ClassifierFiles.WeightsName).Order(StringComparer.Ordinal),
        ];
        return others switch
        {
            [string only] => [only],
            [] => throw new ModelFolderException(folder, "it has no safetensors file", "pickled weights (.bin, .pt, .pth) can run code and are never read: convert them to safetensors where they come from"),
            _ => throw new ModelFolderException(folder, $"it has several weights files ({string.Join(", ", others.Take(5))})", $"keep one, or name the one that is meant {CommonName}"),
        };
    }

    /// <summary>Opens the files; on an error none stays open.</summary>
    public static ImmutableArray<SafetensorsFile> Open(string folder, ImmutableArray<string> names)
    {
        var files = ImmutableArray.CreateBuilder<SafetensorsFile>(names.Length);
        try
        {
            foreach (string name in names)
            {
                string path = Path.Combine(folder, name);
                if (!File.Exists(path))
                    throw new ModelFolderException(folder, $"{name} is missing, though {IndexName} lists it", "download the whole model");
                files.Add(SafetensorsFile.Open(path));
            }
            return files.ToImmutable();
        }
        catch
        {
            foreach (SafetensorsFile file in files)
                file.Dispose();
            throw;
        }
    }

    private static ImmutableArray<string> ReadIndex(ConfigSection index)
    {
        index.Ignore([new IgnoredMember("metadata", "sizes, which the files themselves give")]);
        JsonElement map = index.Raw("weight_map") is { ValueKind: JsonValueKind.Object } given
            ? given
            : throw index.Refuse("weight_map", "an object of tensor names and file names is expected here");
        string[] names = [.. map.EnumerateObject().Select(m => m.Value.ValueKind == JsonValueKind.String ? m.Value.GetString()! : "").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (names.Length == 0)
            throw index.Refuse("weight_map", "it lists no file");
        // No path leaves the folder.
        if (names.FirstOrDefault(n => n.AsSpan().ContainsAny('/', '\\', '\0') || !n.EndsWith(".safetensors", StringComparison.Ordinal)) is { } foreign)
            throw index.Refuse("weight_map", $"'{foreign}' is not the name of a safetensors file in the same folder");
        return [.. names];
    }
}
