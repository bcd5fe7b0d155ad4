using System.Globalization;
using System.Net;
using System.Text;

namespace ClipGrid.Silo.Demo;

/// <summary>
/// Writes demo pictures as a data set that a person can look at: PNG files by split, <c>captions.csv</c> with a line for each caption,
/// and <c>index.html</c> that shows pictures and captions side by side.
/// </summary>
/// <param name="root">The folder; made if it is not there.</param>
internal sealed class DemoFolder(string root)
{
    private const string Columns = "file,caption,split,size,color,shape,place,background";

    /// <summary>Full path of the page that shows the pictures.</summary>
    public string Page => Path.Combine(root, "index.html");

    /// <summary>
    /// Makes the folder hold the pictures. Files that are right already stay as they are, any others of these names are overwritten:
    /// a run that was killed while it wrote leaves nothing to be believed. True if there was anything to write.
    /// </summary>
    public bool Write(IReadOnlyList<DemoPicture> pictures)
    {
        bool wrote = false;
        foreach (DemoPicture picture in pictures)
            wrote |= Put(Path.Combine(root, picture.File), picture.Png.Span);
        wrote |= Put(Path.Combine(root, "captions.csv"), Encoding.UTF8.GetBytes(Table(pictures)));
        wrote |= Put(Page, Encoding.UTF8.GetBytes(Html(pictures)));
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

    private static string Table(IReadOnlyList<DemoPicture> pictures)
    {
        StringBuilder table = new(Columns + "\n");
        foreach (DemoPicture picture in pictures)
            foreach (string caption in picture.Captions)
                table.Append(CultureInfo.InvariantCulture, $"{picture.File},\"{caption}\",{picture.SplitName},{Words(picture.Attributes)}\n");
        return table.ToString();
    }

    private static string Html(IReadOnlyList<DemoPicture> pictures)
    {
        StringBuilder page = new("<!doctype html><meta charset=\"utf-8\"><title>ClipGrid demo pictures</title>\n<style>body{font:13px sans-serif}figure{display:inline-block;width:150px;margin:6px;vertical-align:top}</style>\n");
        foreach (IGrouping<string, DemoPicture> split in pictures.GroupBy(picture => picture.SplitName))
        {
            page.Append(CultureInfo.InvariantCulture, $"<h1>{split.Key}: {split.Count()} pictures</h1>\n");
            foreach (DemoPicture picture in split)
                page.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"{picture.File}\" alt=\"\"><figcaption>{WebUtility.HtmlEncode(picture.Captions[0])}</figcaption></figure>\n");
        }
        return page.ToString();
    }

    private static string Words(DemoAttributes shown) => string.Join(
        ',', DemoCaption.Word(shown.Size), DemoCaption.Word(shown.Color), DemoCaption.Word(shown.Shape), DemoCaption.Word(shown.Place), DemoCaption.Word(shown.Background));
}
