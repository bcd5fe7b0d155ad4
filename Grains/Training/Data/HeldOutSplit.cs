using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ClipGrid.Grains.Training.Data;

/// <summary>
/// Which pictures are held out of the training. Seed and content decide, not place or order: a picture that is in the data several times
/// falls on one side, and stays there in every version and however the items are parted.
/// </summary>
internal static class HeldOutSplit
{
    private const string Purpose = "clipgrid held-out";

    /// <summary>Whether a picture is held out.</summary>
    /// <param name="seed">The session's seed.</param>
    /// <param name="picture">SHA-256 of the picture's file, in lower-case hexadecimal digits.</param>
    /// <param name="share">Share of all pictures that is held out, 0 to 1.</param>
    public static bool IsHeldOut(ulong seed, string picture, double share)
    {
        byte[] text = Encoding.UTF8.GetBytes($"{Purpose}{picture}");
        byte[] bytes = new byte[sizeof(ulong) + text.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, seed);
        text.CopyTo(bytes, sizeof(ulong));
        // 53 bits: a double in [0, 1).
        return (BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes)) >> 11) * (1.0 / (1UL << 53)) < share;
    }
}
