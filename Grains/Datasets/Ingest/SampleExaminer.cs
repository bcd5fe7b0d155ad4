using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Naming;
using ClipGrid.Grains.Datasets.Sources;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Grains.Datasets.Ingest;

/// <summary>
/// Judges one sample by itself: its key, its texts, and its picture, which is decoded whole so that nothing half-readable gets in. Thread-safe.
/// </summary>
internal sealed class SampleExaminer(IngestOptions options)
{
    private const int LongestKey = 512;
    private const int MaxTextBytes = 256 << 10;
    private const long LargePixels = 1L << 24;

    private readonly PictureDecoder _decoder = new(new PictureLimits { MaxBytes = options.MaxPictureBytes, MaxPixels = options.MaxPicturePixels });
    private readonly Lock _large = new();

    /// <summary>Examines a sample.</summary>
    public ExaminedSample Examine(SourceSample sample)
    {
        if ((sample.Refusal ?? CheckKey(sample) ?? CheckTexts(sample)) is { } refusal)
            return new ExaminedSample(sample with { Picture = default }, null, Shorten(refusal));
        try
        {
            PictureHeader header = Decode(sample.Picture.Span);
            return new ExaminedSample(sample, ToItem(sample, header), null);
        }
        catch (PictureException error)
        {
            return new ExaminedSample(sample with { Picture = default }, null, Refuse(sample, ReasonOf(error.Problem), error.Message));
        }
    }

    /// <summary>A refusal of a sample.</summary>
    public static RefusedSample Refuse(SourceSample sample, RefusalReason reason, string message) =>
        Shorten(new RefusedSample { Where = sample.Where, Key = sample.Key, Reason = reason, Message = message });

    private static RefusedSample Shorten(RefusedSample refusal) => refusal with
    {
        Where = Cut(refusal.Where, 1000),
        Key = refusal.Key is { } key ? Cut(key, LongestKey) : null,
        Message = Cut(refusal.Message, 1000),
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static RefusedSample? CheckKey(SourceSample sample) =>
        sample.Key is { Length: > 0 and <= LongestKey } key && !key.Any(char.IsControl) && IsWellFormed(key) ? null
        : Refuse(sample, RefusalReason.InvalidKey, $"{GridName.Shown(sample.Key)} cannot be a key: use 1 to {LongestKey} characters, no control characters among them.");

    private RefusedSample? CheckTexts(SourceSample sample)
    {
        if (sample.Captions.IsEmpty && sample.Label is null)
            return Refuse(sample, RefusalReason.NoCaption, "It has neither caption nor label: give it one.");
        if (sample.Captions.FirstOrDefault(caption => caption.Length > options.MaxCaptionLength) is { } tooLong)
            return Refuse(sample, RefusalReason.TooLarge, $"A caption has {tooLong.Length:N0} characters, above the limit of {options.MaxCaptionLength:N0}: shorten it or raise the limit.");
        ImmutableArray<string> texts = [.. sample.Captions, sample.Label ?? "", .. sample.Metadata.Keys, .. sample.Metadata.Values.Select(value => value.Text ?? "")];
        if (!texts.All(IsWellFormed))
            return Refuse(sample, RefusalReason.Malformed, "A text of it has half a surrogate pair: write it as valid UTF-8.");
        int byteCount = texts.Sum(Encoding.UTF8.GetByteCount);
        return byteCount <= MaxTextBytes ? null
            : Refuse(sample, RefusalReason.TooLarge, $"Captions, label and metadata have {byteCount:N0} bytes together, above the limit of {MaxTextBytes:N0}: shorten them.");
    }

    private static bool IsWellFormed(string text)
    {
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out int consumed) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[consumed..];
        }
        return true;
    }

    private PictureHeader Decode(ReadOnlySpan<byte> file)
    {
        PictureHeader header = _decoder.ReadHeader(file);
        if ((long)header.Width * header.Height <= LargePixels)
        {
            _decoder.Decode(file).Dispose();
            return header;
        }
        // Decoding one takes hundreds of megabytes: one at a time.
        lock (_large)
        {
            _decoder.Decode(file).Dispose();
            return header;
        }
    }

    private static ItemInfo ToItem(SourceSample sample, PictureHeader header) => new()
    {
        Key = sample.Key!,
        Partition = default,
        Captions = sample.Captions,
        Label = sample.Label,
        Metadata = sample.Metadata.WithComparers(StringComparer.Ordinal),
        MediaType = MediaTypeOf(header.Format),
        Width = header.Width,
        Height = header.Height,
        ByteCount = sample.Picture.Length,
        Digest = Convert.ToHexStringLower(SHA256.HashData(sample.Picture.Span)),
    };

    private static string MediaTypeOf(PictureFormat format) => format switch
    {
        PictureFormat.Jpeg => "image/jpeg",
        PictureFormat.Png => "image/png",
        PictureFormat.Gif => "image/gif",
        PictureFormat.Bmp => "image/bmp",
        PictureFormat.WebP => "image/webp",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A format without a media type."),
    };

    private static RefusalReason ReasonOf(PictureProblem problem) => problem switch
    {
        PictureProblem.UnsupportedFormat => RefusalReason.UnsupportedFormat,
        PictureProblem.TooManyBytes or PictureProblem.TooManyPixels or PictureProblem.SideTooLong or PictureProblem.TooManyScans => RefusalReason.TooLarge,
        _ => RefusalReason.Undecodable,
    };
}
