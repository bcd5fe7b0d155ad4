using System.Globalization;
using System.Text;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>
/// Names of a shard's members. A WebDataset reader takes what comes before the first dot for the key and joins the members that share it, so
/// all but letters, digits, - and _ of ASCII is written as % and the two hexadecimal digits of each of its UTF-8 bytes: <c>a.b c</c>
/// becomes <c>a%2Eb%20c</c>.
/// </summary>
internal static class ShardNames
{
    /// <summary>A key as the stem of members' names.</summary>
    public static string StemOf(string key)
    {
        StringBuilder stem = new(key.Length);
        foreach (byte value in Encoding.UTF8.GetBytes(key))
        {
            if (char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_')
                stem.Append((char)value);
            else
                stem.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
        return stem.ToString();
    }

    /// <summary>The key that a stem was made of.</summary>
    public static string KeyOf(string stem) => Uri.UnescapeDataString(stem);

    /// <summary>A member's extension by the picture's media type.</summary>
    public static string ExtensionOf(string mediaType) => mediaType switch
    {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "image/gif" => "gif",
        "image/bmp" => "bmp",
        _ => throw new ArgumentOutOfRangeException(nameof(mediaType), mediaType, "No picture of that type is taken in."),
    };
}
