using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Pictures;
using SkiaSharp;

namespace ClipGrid.Grains.Datasets;

/// <summary>Small pictures to look at: upright, and without anything of the file but its pixels. A few at a time, on the pool. Thread-safe.</summary>
internal sealed class ThumbnailMaker : IDisposable
{
    /// <summary>Smallest length of the longer side.</summary>
    public const int SmallestSide = 16;

    /// <summary>Largest length of the longer side.</summary>
    public const int LargestSide = 512;

    private const int JpegQuality = 85;

    private readonly PictureDecoder _decoder = new();
    private readonly SemaphoreSlim _room = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Makes one: PNG where the picture is transparent somewhere, JPEG otherwise.</summary>
    /// <exception cref="GridException">Corrupt: the stored picture cannot be decoded.</exception>
    public async Task<PictureBytes> MakeAsync(ReadOnlyMemory<byte> file, int side, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Make(file.Span, side), cancellationToken).ConfigureAwait(false);
        }
        catch (PictureException error)
        {
            throw new GridException(GridProblem.Corrupt, $"The stored picture cannot be decoded any more: {error.Message} Restore the data set's shard from a backup.", error);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _room.Dispose();

    private unsafe PictureBytes Make(ReadOnlySpan<byte> file, int side)
    {
        using Picture picture = _decoder.Decode(file);
        PictureOrientation orientation = picture.Header.Orientation;
        bool exchanged = orientation >= PictureOrientation.Transposed;
        (int width, int height) = exchanged ? (picture.Height, picture.Width) : (picture.Width, picture.Height);
        float scale = (float)side / Math.Max(width, height);
        int targetWidth = Math.Max(1, (int)MathF.Round(width * scale)), targetHeight = Math.Max(1, (int)MathF.Round(height * scale));
        SKImageInfo pixels = new(picture.Width, picture.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        fixed (byte* samples = picture.Pixels)
        {
            using SKImage image = SKImage.FromPixels(pixels, (nint)samples);
            using SKSurface surface = SKSurface.Create(new SKImageInfo(targetWidth, targetHeight, SKColorType.Rgba8888, SKAlphaType.Premul));
            surface.Canvas.Clear(SKColors.Transparent);
            surface.Canvas.Scale((float)targetWidth / width, (float)targetHeight / height);
            SKMatrix turn = Upright(orientation, picture.Width, picture.Height);
            surface.Canvas.Concat(turn);
            surface.Canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            return Encode(surface, IsOpaque(picture.Pixels));
        }
    }

    private static PictureBytes Encode(SKSurface surface, bool isOpaque)
    {
        if (!isOpaque)
        {
            using SKImage transparent = surface.Snapshot();
            using SKData png = transparent.Encode(SKEncodedImageFormat.Png, 100);
            if (png.Size <= GridLimits.PieceBytes)
                return new PictureBytes("image/png", png.Size, png.ToArray());
            // Too large for a message: on white, as a JPEG, which at this size never is.
            surface.Canvas.ResetMatrix();
            surface.Canvas.DrawColor(SKColors.White, SKBlendMode.DstOver);
        }
        using SKImage opaque = surface.Snapshot();
        using SKData jpeg = opaque.Encode(SKEncodedImageFormat.Jpeg, JpegQuality);
        return new PictureBytes("image/jpeg", jpeg.Size, jpeg.ToArray());
    }

    private static bool IsOpaque(ReadOnlySpan<byte> pixels)
    {
        for (int index = 3; index < pixels.Length; index += 4)
        {
            if (pixels[index] != byte.MaxValue)
                return false;
        }
        return true;
    }

    // Takes a stored pixel's place to its place in the upright picture; width and height are the stored ones.
    private static SKMatrix Upright(PictureOrientation orientation, int width, int height) => orientation switch
    {
        PictureOrientation.Mirrored => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        PictureOrientation.UpsideDown => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        PictureOrientation.Flipped => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        PictureOrientation.Transposed => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        PictureOrientation.TurnClockwise => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        PictureOrientation.Transversed => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        PictureOrientation.TurnCounterclockwise => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
