using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClipGrid.Grains.Storage;
using ClipGrid.Grains.Training.Metrics;

namespace ClipGrid.Grains.Tests.Storage.Formats;

/// <summary>A kind of blob with a format of its own.</summary>
/// <param name="Name">What its blobs' names match.</param>
/// <param name="Member">Where JSON says its format; null where bytes 8 to 11 do.</param>
/// <param name="ReadAsync">Reads a blob as a silo does.</param>
internal sealed record StoredKind(string Name, string? Member, Func<IBlobStore, string, Task> ReadAsync)
{
    /// <summary>A format that nobody has thought of yet.</summary>
    public const int NewFormat = 99;

    /// <summary>Whether a blob is of it.</summary>
    public bool Has(string blob) => Regex.IsMatch(blob, $"^{Name}$", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>A blob of it as a release to come may write it: another format, and a member that nobody here knows.</summary>
    public byte[] Renew(byte[] blob) => Member is null ? RenewWords(blob) : RenewJson(blob);

    private byte[] RenewJson(byte[] blob)
    {
        // JSON lines say it in their first one.
        int end = blob.AsSpan().IndexOf("\n{"u8);
        JsonNode first = JsonNode.Parse(end < 0 ? blob : blob.AsSpan(0, end))!;
        first[Member!] = NewFormat;
        first["unheardOf"] = true;
        return [.. Encoding.UTF8.GetBytes(first.ToJsonString()), .. end < 0 ? [] : blob.AsSpan(end)];
    }

    private static byte[] RenewWords(byte[] blob)
    {
        byte[] renewed = [.. blob];
        BinaryPrimitives.WriteInt32LittleEndian(renewed.AsSpan(8), NewFormat);
        BinaryPrimitives.WriteUInt32LittleEndian(renewed.AsSpan(12), WordChecksum.Of(renewed));
        return renewed;
    }
}
