using System.Net.Sockets;
using System.Text;

namespace ClipGrid.TestKit.Faults;

/// <summary>The lines of a request or an answer before its body, and the bytes of the body that came with them.</summary>
internal sealed class HttpHead(string[] lines, byte[] rest)
{
    private const int Longest = 64 * 1024;

    public string[] Lines { get; } = lines;

    public byte[] Rest { get; } = rest;

    public long ContentLength => long.Parse(this["Content-Length"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    public string? this[string header] =>
        Lines.Skip(1).FirstOrDefault(line => line.StartsWith(header + ":", StringComparison.OrdinalIgnoreCase))?[(header.Length + 1)..].Trim();

    /// <summary>Reads up to the empty line; null if the other side closes before it.</summary>
    public static async Task<HttpHead?> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Longest];
        int count = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(count), cancellationToken);
            if (read == 0)
                return null;
            count += read;
            int end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                return new HttpHead(Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n"), buffer[(end + 4)..count]);
        }
    }

    /// <summary>The head to pass on: one exchange a connection, and no waiting for a 100.</summary>
    public byte[] ToBytes() =>
        Encoding.Latin1.GetBytes(string.Join("\r\n", Lines.Where(line => !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Expect:", StringComparison.OrdinalIgnoreCase))
            .Append("Connection: close")) + "\r\n\r\n");
}
