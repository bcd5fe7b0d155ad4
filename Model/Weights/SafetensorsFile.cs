using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;

namespace ClipGrid.Model.Weights;

/// <summary>
/// A safetensors file, memory-mapped: opening reads the header only, tensors are copied out on demand. The file may be of
/// any size; a single tensor is read up to 2 GiB - 1. Reads are safe from several threads, also while another disposes the file:
/// the mapping lives until the last of them has ended. Nobody may shorten the file while it is open; the operating
/// system answers that with a fault that ends the process.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    private const int LengthByteCount = 8;

    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly long _dataStart;
    private int _disposed;

    private SafetensorsFile(string path, MemoryMappedFile mapping, MemoryMappedViewAccessor view, long length)
    {
        Path = path;
        _mapping = mapping;
        _view = view;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
        try
        {
            long headerLength = HeaderLength(new ReadOnlySpan<byte>(_start, LengthByteCount), length, path);
            _dataStart = LengthByteCount + headerLength;
            var json = new ReadOnlySpan<byte>(_start + LengthByteCount, (int)headerLength);
            SafetensorsHeader header = SafetensorsHeader.Parse(json, length - _dataStart, path);
            Entries = header.Entries;
            ByName = header.Entries.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
            Metadata = header.Metadata;
        }
        catch
        {
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            throw;
        }
    }

    /// <summary>The file's path, as given.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of their data.</summary>
    public ImmutableArray<SafetensorsEntry> Entries { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> ByName { get; }

    /// <summary>The pairs of <c>__metadata__</c>, in the file's order; usually <c>format: pt</c>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Metadata { get; }

    /// <summary>Opens a file and checks its whole header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="SafetensorsException">The file breaks a rule of the format.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static SafetensorsFile Open(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        long length = stream.Length;
        if (length < LengthByteCount)
            throw new SafetensorsException(path, null, $"it has {length} bytes, fewer than the {LengthByteCount} of the header's length", "the file is cut short: download it again");
        MemoryMappedFile mapping = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        MemoryMappedViewAccessor? view = null;
        try
        {
            view = mapping.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            return new SafetensorsFile(path, mapping, view, length);
        }
        catch
        {
            view?.Dispose();
            mapping.Dispose();
            throw;
        }
    }

    /// <summary>The tensor as a source of weights; it reads from this file and must not be used after the file is disposed.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="SafetensorsException">There is no such tensor.</exception>
    public WeightTensor Tensor(string name) => new MappedTensor(this, Entry(name));

    /// <summary>All tensors as sources of weights, by name.</summary>
    public IReadOnlyDictionary<string, WeightTensor> Tensors() =>
        Entries.ToDictionary(e => e.Name, e => (WeightTensor)new MappedTensor(this, e), StringComparer.Ordinal);

    /// <summary>A copy of the tensor's little-endian, row-major bytes.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <exception cref="SafetensorsException">There is no such tensor, or it is larger than 2 GiB - 1.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public byte[] ReadBytes(string name) => Tensor(name).ToBytes();

    /// <summary>Hands the tensor's mapped bytes to <paramref name="action"/> without a copy; they must not be kept beyond the call.</summary>
    /// <param name="name">The tensor's name.</param>
    /// <param name="state">Passed on to <paramref name="action"/>.</param>
    /// <param name="action">Receives the bytes and the state.</param>
    /// <exception cref="SafetensorsException">There is no such tensor, or it is larger than 2 GiB - 1.</exception>
    /// <exception cref="ObjectDisposedException">The file was disposed.</exception>
    public void Read<TState>(string name, TState state, ReadOnlySpanAction<byte, TState> action)
        where TState : allows ref struct => Read(Entry(name), state, action);

    /// <summary>Unmaps the file once the last read that is under way has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _mapping.Dispose();
    }

    internal void Read<TState>(SafetensorsEntry entry, TState state, ReadOnlySpanAction<byte, TState> action)
        where TState : allows ref struct
    {
        if (entry.ByteCount > Array.MaxLength)
            throw TooLarge(entry);
        bool held = false;
        try
        {
            // The handle counts its users: memory is never unmapped under a read, and a disposed file throws here.
            _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref held);
            action(new ReadOnlySpan<byte>(_start + _dataStart + entry.Begin, (int)entry.ByteCount), state);
        }
        finally
        {
            if (held)
                _view.SafeMemoryMappedViewHandle.DangerousRelease();
        }
    }

    internal SafetensorsException TooLarge(SafetensorsEntry entry) => new(
        Path, entry.Name, $"it has {entry.ByteCount} bytes, more than the {Array.MaxLength} that are read at once", "split the tensor or store it in a smaller type");

    private SafetensorsEntry Entry(string name) => ByName.TryGetValue(name, out SafetensorsEntry? entry)
        ? entry
        : throw new SafetensorsException(Path, name, "the file has no such tensor", $"it has {Entries.Length} others, see Entries");

    private static long HeaderLength(ReadOnlySpan<byte> prefix, long fileLength, string path)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafetensorsHeader.MaxByteCount)
            throw new SafetensorsException(path, null, $"its header claims {length} bytes, more than the format's limit of {SafetensorsHeader.MaxByteCount}", "this is no safetensors file, or a hostile one");
        if ((long)length > fileLength - LengthByteCount)
            throw new SafetensorsException(path, null, $"its header claims {length} bytes, but only {fileLength - LengthByteCount} follow", "the file is cut short: download it again");
        return (long)length;
    }
}
