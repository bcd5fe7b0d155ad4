using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace ClipGrid.Grains.Access;

/// <summary>
/// A key as its owner shows it: <c>cgk_3f9c0a1b2c4d_…</c>, an id of 48 bits by which it is looked up, and a secret of 256. So much chance
/// needs no slow hash: SHA-256 of the whole is what is stored.
/// </summary>
internal static class ApiKeyText
{
    private const string Mark = "cgk_";
    private const int IdBytes = 6;
    private const int SecretBytes = 32;
    private const int LongestText = 100;

    /// <summary>A new one, and its id.</summary>
    public static (string Text, string Id) Draw()
    {
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        return ($"{Mark}{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes))}", id);
    }

    /// <summary>Its id, if it looks like one.</summary>
    public static bool TryReadId(string? text, [NotNullWhen(true)] out string? id)
    {
        id = null;
        if (text is null or { Length: > LongestText } || !text.StartsWith(Mark, StringComparison.Ordinal))
            return false;
        int end = text.IndexOf('_', Mark.Length);
        if (end != Mark.Length + 2 * IdBytes)
            return false;
        id = text[Mark.Length..end];
        return true;
    }

    /// <summary>What is stored of it, 64 hexadecimal digits.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Whether a text has this hash; how long it takes does not tell how much of it is right.</summary>
    public static bool Fits(string text, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash(text)), Encoding.ASCII.GetBytes(hash));
}
