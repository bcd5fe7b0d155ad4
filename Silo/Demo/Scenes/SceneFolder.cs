using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>
/// Writes scenes as data sets that a grid can take in and a person can look at: for each split a folder (<c>train</c>, <c>heldout</c>)
/// with <c>images/*.png</c> and <c>captions.jsonl</c>, a <see cref="SceneRecord"/> a line; above them <c>index.html</c> that shows
/// pictures and captions side by side.
/// </summary>
/// <param name="root">The folder; made if it is not there.</param>
internal sealed class SceneFolder(string root)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web);

    /// <summary>Full path of the page that shows the pictures.</summary>
    public string Page => Path.Combine(root, "index.html");

    /// <summary>Full path of the folder that holds a split, ready to be taken in as a data set of its own.</summary>
    public string Split(SceneSplit split) => Path.Combine(root, split == SceneSplit.Train ? "train" : "heldout");

    /// <summary>
    /// Makes the folder hold the scenes. Files that are right already stay as they are, any others of these names are overwritten:
    /// a run that was killed while it wrote leaves nothing to be believed. True if there was anything to write.
    /// </summary>
    public bool Write(IReadOnlyList<CaptionedScene> scenes)
    {
        bool wrote = false;
        foreach (IGrouping<SceneSplit, CaptionedScene> split in scenes.GroupBy(scene => scene.Scene.Split))
        {
            string folder = Split(split.Key);
            foreach (CaptionedScene scene in split)
                wrote |= Put(Path.Combine(folder, scene.File), scene.Png.Span);
            wrote |= Put(Path.Combine(folder, "captions.jsonl"), Encoding.UTF8.GetBytes(Lines(split)));
        }
        wrote |= Put(Page, Encoding.UTF8.GetBytes(Html(scenes)));
        return wrote;
    }

    private static bool Put(string path, ReadOnlySpan<byte> content)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            return false;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return true;
    }

    private static string Lines(IEnumerable<CaptionedScene> scenes) =>
        string.Concat(scenes.Select(scene => JsonSerializer.Serialize(SceneRecord.Of(scene), s_json) + "\n"));

    private static string Html(IReadOnlyList<CaptionedScene> scenes)
    {
        StringBuilder page = new("<!doctype html><meta charset=\"utf-8\"><title>ClipGrid demo pictures</title>\n<style>body{font:13px sans-serif}figure{display:inline-block;width:150px;margin:6px;vertical-align:top}</style>\n");
        foreach (IGrouping<string, CaptionedScene> split in scenes.GroupBy(scene => scene.SplitName).OrderBy(split => split.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h1>{split.Key}: {split.Count()} pictures</h1>\n");
            foreach (CaptionedScene scene in split)
                page.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"{split.Key}/{scene.File}\" loading=\"lazy\" alt=\"\"><figcaption>{WebUtility.HtmlEncode(scene.Captions[0])}</figcaption></figure>\n");
        }
        return page.ToString();
    }
}
