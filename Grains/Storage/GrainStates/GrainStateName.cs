using System.Globalization;
using System.Text;

namespace ClipGrid.Grains.Storage.GrainStates;

/// <summary>
/// Names of the blobs that hold grains' states: <c>grains/{type}/{key}/{state}</c>. What a blob's name cannot hold is written as @
/// and two hexadecimal digits for each byte of UTF-8, as in <c>grains/session/a@2Fb/state</c>; a long key goes over several segments.
/// </summary>
internal static class GrainStateName
{
    /// <summary>What all names begin with.</summary>
    public const string Prefix = "grains/";

    private const int PieceLength = 180;

    /// <summary>The blob of a grain's state.</summary>
    public static string Of(string state, GrainId grain) =>
        BlobName.Check(Prefix + Escape(grain.Type.ToString()!) + '/' + Escape(grain.Key.ToString()!) + '/' + Escape(state));

    /// <summary>Text as segments of a name.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new();
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            bool isPlain = char.IsAsciiLetterOrDigit((char)value) || (char)value is '.' or '_' or '-';
            escaped.Append(isPlain ? ((char)value).ToString() : $"@{value:X2}");
        }
        string whole = escaped.ToString();
        // A lone @ is the empty text; a segment of dots is no name.
        IEnumerable<string> pieces = whole.Length == 0 ? ["@"] : whole.Chunk(PieceLength).Select(piece => new string(piece));
        return string.Join('/', pieces.Select(piece => piece is "." or ".." ? piece.Replace(".", "@2E", StringComparison.Ordinal) : piece));
    }

    /// <summary>The text that was escaped.</summary>
    public static string Unescape(string segments)
    {
        string whole = segments.Replace("/", "", StringComparison.Ordinal);
        if (whole == "@")
            return "";
        List<byte> bytes = [];
        for (int i = 0; i < whole.Length; i++)
        {
            if (whole[i] != '@')
            {
                bytes.Add((byte)whole[i]);
                continue;
            }
            bytes.Add(byte.Parse(whole.AsSpan(i + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            i += 2;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
