using System.Globalization;

namespace ClipGrid.Grains.Datasets.Sources.Tar;

/// <summary>
/// Reads an archive once from front to back, strictly: every header's checksum must fit, and after damage nothing is believed any more.
/// An archive ends at a block of zeros, whatever follows, or at the end of the file. Nothing is allocated by what a header declares:
/// a body is read only when asked for. Extended headers (pax, GNU long names) are at most 1 MiB.
/// </summary>
internal sealed class TarReader(Stream archive)
{
    private const int LargestExtension = 1 << 20;
    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private readonly byte[] _passed = new byte[1 << 14];
    private readonly long _length = archive.CanSeek ? archive.Length : long.MaxValue;
    private long _position;
    private long _body;
    private int _padding;

    /// <summary>The member that was read last.</summary>
    public TarMember? Current { get; private set; }

    /// <summary>What is damaged, with the place in bytes, or null.</summary>
    public string? Damage { get; private set; }

    /// <summary>Whether the damage is in the body of <see cref="Current"/>.</summary>
    public bool IsInBody { get; private set; }

    /// <summary>Goes to the next member; false at the end or at damage.</summary>
    public bool MoveNext()
    {
        if (Damage is not null || !PassBody())
            return false;
        PaxRecords? pax = null;
        byte[]? longName = null;
        while (ReadHeader() is { } header)
        {
            long offset = _position - TarHeader.BlockSize;
            _body = header.Type is >= '1' and <= '6' ? 0 : pax?.Size ?? header.Size;
            _padding = (int)(-_body & (TarHeader.BlockSize - 1));
            switch (header.Type)
            {
                case 'x':
                    if (ReadExtension() is not { } records)
                        return false;
                    pax = PaxRecords.Parse(records);
                    if (pax is null)
                        return Fail(offset, "an extended header is malformed");
                    break;
                case 'L':
                    longName = ReadExtension();
                    if (longName is null)
                        return false;
                    break;
                case 'g' or 'K':
                    if (ReadExtension() is null)
                        return false;
                    break;
                default:
                    byte[]? given = pax?.Path ?? longName;
                    string? name = given is null ? header.Name : TarHeader.Text(given.AsSpan().TrimEnd((byte)0));
                    Current = new TarMember(name, KindOf(header.Type, name, pax), _body, offset);
                    return true;
            }
        }
        return false;
    }

    /// <summary>Reads the current member's whole body, which must be no larger than can be held; null at damage.</summary>
    public byte[]? ReadBody()
    {
        // A file that ends early is known before anything is allocated.
        if (!IsThere(_body))
            return null;
        byte[] body = new byte[_body];
        _body = 0;
        return Read(body) == body.Length || !FailInBody("the file ends") ? body : null;
    }

    private static TarKind KindOf(char type, string? name, PaxRecords? pax) => type switch
    {
        '0' or '7' when pax is { IsSparse: true } => TarKind.Foreign,
        '0' when name is not null && name.EndsWith('/') => TarKind.Folder,
        '0' or '7' => TarKind.File,
        '5' => TarKind.Folder,
        '1' or '2' => TarKind.Link,
        '3' or '4' or '6' => TarKind.Special,
        _ => TarKind.Foreign,
    };

    private TarHeader? ReadHeader()
    {
        long offset = _position;
        int read = Read(_block);
        if (Damage is not null || read == 0 || read == _block.Length && !_block.AsSpan().ContainsAnyExcept((byte)0))
            return null;
        if (read < _block.Length)
        {
            Fail(offset, "the file ends within a header");
            return null;
        }
        TarHeader? header = TarHeader.Parse(_block, out string fault);
        if (header is null)
            Fail(offset, fault);
        return header;
    }

    private byte[]? ReadExtension()
    {
        long offset = _position;
        if (_body > LargestExtension)
            Fail(offset, $"an extended header declares {_body} bytes, which is more than {LargestExtension}");
        else if (IsThere(_body))
        {
            byte[] bytes = new byte[_body];
            _body = 0;
            if (Read(bytes) == bytes.Length && PassBody())
                return bytes;
            Fail(offset, "the file ends within an extended header");
        }
        // Damage of an extended header is of no member's body.
        IsInBody = false;
        return null;
    }

    private bool PassBody()
    {
        if (!IsThere(_body))
            return false;
        long rest = _body;
        _body = 0;
        if (!Pass(rest) && FailInBody("the file ends"))
            return false;
        // Padding that is missing at the very end does no harm.
        int padding = _padding;
        _padding = 0;
        Pass(padding);
        return Damage is null;
    }

    private bool Pass(long count)
    {
        if (archive.CanSeek)
        {
            long there = Math.Min(count, _length - _position);
            _position += there;
            archive.Position = _position;
            return there == count;
        }
        while (count > 0)
        {
            int read = Read(_passed.AsSpan(0, (int)Math.Min(count, _passed.Length)));
            if (read == 0)
                return false;
            count -= read;
        }
        return true;
    }

    private bool IsThere(long size) =>
        _length - _position >= size || !FailInBody(string.Create(CultureInfo.InvariantCulture, $"{size} bytes are declared and {_length - _position} are there"));

    // Fewer bytes than asked for only at the end or at damage.
    private int Read(Span<byte> into)
    {
        int read = 0;
        try
        {
            read = archive.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            Fail(_position, e.Message.TrimEnd('.'));
        }
        _position += read;
        return read;
    }

    private bool FailInBody(string fault)
    {
        IsInBody = true;
        Fail(_position, fault);
        return true;
    }

    private bool Fail(long offset, string fault)
    {
        Damage ??= string.Create(CultureInfo.InvariantCulture, $"The archive is damaged at byte {offset}: {fault}. What follows is not read.");
        return false;
    }
}
