using System.Globalization;
using System.Net;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Where a process listens, as the kernel has it.</summary>
internal static class ListeningPorts
{
    private const string Listening = "0A";

    /// <summary>Its addresses and ports for TCP.</summary>
    public static IReadOnlyList<IPEndPoint> Of(int processId)
    {
        HashSet<string> sockets = [.. Directory.EnumerateFiles($"/proc/{processId}/fd").Select(file => new FileInfo(file).LinkTarget ?? "").Where(target => target.StartsWith("socket:[", StringComparison.Ordinal)).Select(target => target[8..^1])];
        return [.. new[] { "tcp", "tcp6" }.SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(columns => columns[3] == Listening && sockets.Contains(columns[9])).Select(columns => EndPoint(columns[1]))];
    }

    // "0100007F:1F90": words of four bytes, each in the processor's order, and the port.
    private static IPEndPoint EndPoint(string text)
    {
        string[] parts = text.Split(':');
        byte[] address = [.. Convert.FromHexString(parts[0]).Chunk(4).SelectMany(word => BitConverter.IsLittleEndian ? word.Reverse() : word)];
        return new IPEndPoint(new IPAddress(address), int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
