using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Datasets.Shards;

/// <summary>
/// Writes a partition's shard to a local file: for each item its picture, its first caption as .txt for other tools, and everything that is
/// said of it as .json. The same items give the same bytes. For one caller at a time; disposing of it deletes the file.
/// </summary>
internal sealed class ShardWriter : IAsyncDisposable
{
    private static readonly byte[] Zeros = new byte[2 * TarHeader.BlockSize];

    private readonly PartitionId _id;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<StoredItem> _items = [];
    private int _captionCount;
    private long _length;

    /// <summary>Begins a shard in a folder.</summary>
    public ShardWriter(PartitionId id, string folder)
    {
        _id = id;
        _file = new FileStream(Path.Combine(folder, $"{id.Number}.tar"), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 17, FileOptions.DeleteOnClose);
    }

    /// <summary>Its items so far.</summary>
    public IReadOnlyList<StoredItem> Items => _items;

    /// <summary>Bytes of its pictures so far.</summary>
    public long PictureBytes { get; private set; }

    /// <summary>Appends an item.</summary>
    /// <param name="item">What is said of it; its partition is replaced by this one.</param>
    /// <param name="picture">Its picture's file.</param>
    public void Append(ItemInfo item, ReadOnlySpan<byte> picture)
    {
        ItemInfo info = item with { Partition = _id };
        string stem = ShardNames.StemOf(info.Key);
        long offset = WriteMember($"{stem}.{ShardNames.ExtensionOf(info.MediaType)}", picture);
        if (!info.Captions.IsEmpty)
            WriteMember($"{stem}.txt", Encoding.UTF8.GetBytes(info.Captions[0]));
        WriteMember($"{stem}.json", ShardSample.Write(info));
        _items.Add(new StoredItem(info, offset));
        _captionCount += info.Captions.Length;
        PictureBytes += picture.Length;
    }

    /// <summary>Ends the shard; returns what it is. <see cref="OpenFile"/> can be used from then on.</summary>
    public PartitionInfo Complete()
    {
        Write(Zeros);
        return new PartitionInfo
        {
            Id = _id,
            ItemCount = _items.Count,
            CaptionCount = _captionCount,
            ByteCount = _length,
            Digest = Convert.ToHexStringLower(_hash.GetHashAndReset()),
        };
    }

    /// <summary>The shard's bytes from the first; the stream stays the writer's.</summary>
    public Stream OpenFile()
    {
        _file.Position = 0;
        return _file;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private long WriteMember(string name, ReadOnlySpan<byte> content)
    {
        Write(TarHeader.Write(name, content.Length));
        long offset = _length;
        Write(content);
        Write(Zeros.AsSpan(0, TarHeader.PaddingOf(content.Length)));
        return offset;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _file.Write(bytes);
        _hash.AppendData(bytes);
        _length += bytes.Length;
    }
}
