using System.Text;

namespace ClipGrid.Grains.Datasets.Sources;

/// <summary>
/// Lines of a text: UTF-8, or UTF-16 if it begins with that byte order mark; a line ends with LF, CR LF or CR. Memory is bounded by the
/// longest line, whatever the file holds.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>Longest line in UTF-16 characters.</summary>
    public const int LongestLine = 1 << 20;

    /// <summary>Stands where bytes are no text; no text may hold this character, which Unicode assigns to nothing.</summary>
    public const char NotText = '\uFFFF';

    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[1 << 14];
    private readonly StringBuilder _line = new();
    private int _position;
    private int _length;
    private int _number;

    /// <summary>Reads a seekable stream from its beginning and disposes it.</summary>
    public LineReader(Stream stream)
    {
        Span<byte> mark = stackalloc byte[3];
        int read = stream.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        (string name, int size) = mark[..read] switch
        {
            [0xEF, 0xBB, 0xBF] => ("utf-8", 3),
            [0xFF, 0xFE, ..] => ("utf-16", 2),
            [0xFE, 0xFF, ..] => ("utf-16BE", 2),
            _ => ("utf-8", 0),
        };
        stream.Position = size;
        var encoding = Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(NotText.ToString()));
        _reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 14);
    }

    /// <summary>The next line, or null at the end.</summary>
    public SourceLine? Next()
    {
        _line.Clear();
        bool isTooLong = false;
        bool isAny = false;
        while (Fill())
        {
            isAny = true;
            ReadOnlySpan<char> rest = _buffer.AsSpan(_position, _length - _position);
            int end = rest.IndexOfAny('\n', '\r');
            ReadOnlySpan<char> text = end < 0 ? rest : rest[..end];
            isTooLong |= _line.Length + text.Length > LongestLine;
            if (!isTooLong)
                _line.Append(text);
            _position += text.Length;
            if (end < 0)
                continue;
            bool isReturn = _buffer[_position++] == '\r';
            if (isReturn && Fill() && _buffer[_position] == '\n')
                _position++;
            break;
        }
        return isAny ? new SourceLine(++_number, isTooLong ? "" : _line.ToString(), isTooLong) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private bool Fill()
    {
        if (_position < _length)
            return true;
        _position = 0;
        _length = _reader.Read(_buffer, 0, _buffer.Length);
        return _length > 0;
    }
}
