using System.Security.Cryptography;
using System.Text;

namespace ClipGrid.Model.Tests.Tokenization;

/// <summary>
/// SHA-256 of many lines: how a Python 3.11 run over the same inputs is compared without storing its output. The generator of
/// the inputs is a linear congruence that both sides can compute.
/// </summary>
internal sealed class Digest(ulong seed)
{
    private ulong state = seed;

    /// <summary>The next number from 0 below <paramref name="count"/>.</summary>
    public int Next(int count)
    {
        state = unchecked(state * 6364136223846793005 + 1442695040888963407);
        return (int)((state >> 33) % (ulong)count);
    }

    /// <summary>A text of one to <paramref name="maxCount"/> of the parts.</summary>
    public string Join(string[] parts, int maxCount) => string.Concat(Enumerable.Range(0, 1 + Next(maxCount)).Select(_ => parts[Next(parts.Length)]));

    /// <summary>SHA-256, in lower-case hexadecimal, of the lines in UTF-8, each with a line feed.</summary>
    public static string Of(IEnumerable<string> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string line in lines)
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
