using System.Globalization;
using System.Net;
using System.Text;

namespace ClipGrid.Silo.Demo;

/// <summary>
/// Writes demo pictures as a data set that a person can look at: PNG files by split, <c>captions.csv</c>, and
/// <c>index.html</c> that shows pictures and captions side by side.
/// </summary>
/// <param name="root">The folder; made if it is not there.</param>
internal sealed class DemoFolder(string root)
{
    private const string Columns = "file,caption,split,size,color,shape,place,background";

    /// <summary>Full path of the page that shows the pictures.</summary>
    public string Page => Path.Combine(root, "index.html");

    /// <summary>Draws and writes the first pictures of both splits; files of an earlier run are overwritten.</summary>
    public void Write(DemoPictures pictures, int trainCount, int heldOutCount)
    {
        StringBuilder table = new(Columns + "\n");
        StringBuilder page = new("<!doctype html><meta charset=\"utf-8\"><title>ClipGrid demo pictures</title>\n<style>body{font:13px sans-serif}figure{display:inline-block;width:150px;margin:6px;vertical-align:top}</style>\n");
        foreach ((DemoSplit split, int count) in new[] { (DemoSplit.HeldOut, heldOutCount), (DemoSplit.Train, trainCount) })
        {
            string name = split == DemoSplit.Train ? "train" : "held-out";
            Directory.CreateDirectory(Path.Combine(root, name));
            page.Append(CultureInfo.InvariantCulture, $"<h1>{name}: {count} pictures</h1>\n");
            foreach (DemoPicture picture in pictures.DrawMany(split, count))
            {
                string file = $"{name}/{picture.Index:D5}.png";
                File.WriteAllBytes(Path.Combine(root, file), picture.Png.Span);
                table.Append(CultureInfo.InvariantCulture, $"{file},\"{picture.Caption}\",{name},{Words(picture.Attributes)}\n");
                page.Append(CultureInfo.InvariantCulture, $"<figure><img src=\"{file}\" alt=\"\"><figcaption>{WebUtility.HtmlEncode(picture.Caption)}</figcaption></figure>\n");
            }
        }
        File.WriteAllText(Path.Combine(root, "captions.csv"), table.ToString());
        File.WriteAllText(Page, page.ToString());
    }

    private static string Words(DemoAttributes shown) => string.Join(
        ',', DemoCaption.Word(shown.Size), DemoCaption.Word(shown.Color), DemoCaption.Word(shown.Shape), DemoCaption.Word(shown.Place), DemoCaption.Word(shown.Background));
}
