using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>128 bits of SHA-256 in place of keys and contents: equal for different ones only by a chance of 2^-64 among 2^32.</summary>
internal static class ItemFingerprint
{
    /// <summary>Of a key.</summary>
    public static UInt128 OfKey(string key) => Shorten(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Of all that an item is but key and place.</summary>
    public static UInt128 OfContent(ItemInfo item)
    {
        using MemoryStream bytes = new();
        using (BinaryWriter writer = new(bytes, Encoding.UTF8, leaveOpen: true))
        {
            // Every string is written with its length, every list with its count: no two contents give the same bytes.
            writer.Write(item.Digest);
            writer.Write(item.Captions.Length);
            foreach (string caption in item.Captions)
                writer.Write(caption);
            writer.Write(item.Label is not null);
            writer.Write(item.Label ?? "");
            writer.Write(item.Metadata.Count);
            foreach ((string name, MetadataValue value) in item.Metadata)
            {
                writer.Write(name);
                writer.Write(value.Text is not null ? 't' : value.Number is not null ? 'n' : 'f');
                writer.Write(value.ToString());
            }
        }
        return Shorten(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }

    private static UInt128 Shorten(ReadOnlySpan<byte> hash) => BinaryPrimitives.ReadUInt128LittleEndian(hash);
}
