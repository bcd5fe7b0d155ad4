using ClipGrid.Contracts.Naming;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Pictures in JSON: <c>data:image/png;base64,iVBORw0…</c>. What a picture is, its bytes say, not its name; addresses are never fetched.</summary>
internal static class DataUri
{
    private const string Beginning = "data:image/";

    /// <summary>Whether a text is meant as one.</summary>
    public static bool IsOne(string text) => text.StartsWith(Beginning, StringComparison.OrdinalIgnoreCase);

    /// <summary>The picture's file.</summary>
    /// <exception cref="RequestFault">It is none.</exception>
    public static byte[] Read(string uri, string member)
    {
        if (!IsOne(uri))
            throw new RequestFault(member, $"{member} is {GridName.Shown(uri)}: give the picture itself as data:image/png;base64,… (or jpeg, webp, gif, bmp). Addresses are not fetched.");
        int comma = uri.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !uri.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase))
            throw new RequestFault(member, $"{member} is no data URI in base64: write data:image/png;base64, and then the bytes of the file.");
        byte[] bytes = new byte[(uri.Length - comma) * 3L / 4];
        if (!Convert.TryFromBase64Chars(uri.AsSpan(comma + 1), bytes, out int length) || length == 0)
            throw new RequestFault(member, $"The base64 of {member} cannot be read: encode the bytes of the file, with its padding.");
        return bytes[..length];
    }
}
