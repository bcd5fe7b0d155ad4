using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Grains.Datasets;

namespace ClipGrid.Grains.Embedding;

/// <summary>What ties vectors to the items that they were made of: SHA-256 over all that is embedded of a partition, in its order.</summary>
internal static class ItemsDigest
{
    /// <summary>The digest, in lower-case hexadecimal digits.</summary>
    public static string Of(PartitionItems items)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (StoredItem item in items.Items)
        {
            ItemInfo info = item.Info;
            Append(hash, info.Key);
            Append(hash, info.Digest);
            foreach (string caption in info.Captions)
                Append(hash, caption);
            Append(hash, "");
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With its length, so that no two lists of texts run into the same bytes.
    private static void Append(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
