using System.Runtime.InteropServices;
using ClipGrid.Model.Training.DataParallel;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>Features as bytes: images, then texts, then groups.</summary>
internal static class PartWire
{
    /// <summary>Longest piece of a buffer in one call: below the largest that a call may carry.</summary>
    public const int PieceLength = 512 << 10;

    /// <summary>What went wrong, in one line: calls that fail elsewhere tell their stack as well.</summary>
    public static string Line(Exception error) => error.Message.ReplaceLineEndings("\n").Split('\n')[0].TrimEnd('.', ' ');

    /// <summary>The bytes.</summary>
    public static byte[] ToBytes(PartFeatures features) =>
    [
        .. MemoryMarshal.AsBytes(features.Images.Span),
        .. MemoryMarshal.AsBytes(features.Texts.Span),
        .. MemoryMarshal.AsBytes((features.Groups ?? default).Span),
    ];

    /// <summary>What the bytes were made of.</summary>
    public static PartFeatures ToFeatures(ReadOnlySpan<byte> bytes, PartAnswer answer)
    {
        int groupBytes = answer.HasGroups ? answer.RowCount * sizeof(long) : 0;
        PartFeatures features = ToFeatures(bytes[..^groupBytes]);
        return features with
        {
            Groups = answer.HasGroups ? MemoryMarshal.Cast<byte, long>(bytes[^groupBytes..]).ToArray() : null,
            TruncatedCount = answer.TruncatedCount,
        };
    }

    /// <summary>Embeddings, or their gradients, without groups.</summary>
    public static PartFeatures ToFeatures(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(bytes);
        return new PartFeatures(values[..(values.Length / 2)].ToArray(), values[(values.Length / 2)..].ToArray());
    }
}
