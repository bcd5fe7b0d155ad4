using SkiaSharp;

namespace ClipGrid.Silo.Demo;

/// <summary>Paints one demo picture; size, place, angle and colours vary a little within what the caption says.</summary>
/// <param name="side">Height and width of the picture, in pixels.</param>
internal sealed class DemoBrush(int side)
{
    /// <summary>The picture as a PNG file.</summary>
    public ReadOnlyMemory<byte> Paint(DemoAttributes shown, DemoDice dice)
    {
        using SKBitmap bitmap = new(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (SKCanvas canvas = new(bitmap))
        {
            canvas.Clear(Vary(Background(shown.Background), 8, dice));
            using SKPaint paint = new() { IsAntialias = true, Color = Vary(Color(shown.Color), 12, dice) };
            (float x, float y) = Center(shown.Place);
            canvas.Translate(side * (x + dice.Between(-0.02f, 0.02f)), side * (y + dice.Between(-0.02f, 0.02f)));
            canvas.RotateDegrees(dice.Between(-10, 10));
            canvas.Scale(side * Radius(shown.Size) * dice.Between(0.93f, 1.07f));
            using SKPath outline = DemoOutline.Of(shown.Shape);
            canvas.DrawPath(outline, paint);
        }
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    // Even the widest outline (1.15 of its radius) at 0.3 of the side keeps most of itself inside the picture.
    private static float Radius(DemoSize size) => size switch
    {
        DemoSize.Small => 0.18f,
        DemoSize.Medium => 0.24f,
        _ => 0.31f,
    };

    private static (float X, float Y) Center(DemoPlace place) => place switch
    {
        DemoPlace.Left => (0.3f, 0.5f),
        DemoPlace.Right => (0.7f, 0.5f),
        DemoPlace.Top => (0.5f, 0.3f),
        DemoPlace.Bottom => (0.5f, 0.7f),
        _ => (0.5f, 0.5f),
    };

    private static SKColor Color(DemoColor color) => color switch
    {
        DemoColor.Red => new SKColor(215, 30, 35),
        DemoColor.Orange => new SKColor(245, 135, 20),
        DemoColor.Yellow => new SKColor(240, 215, 30),
        DemoColor.Green => new SKColor(35, 150, 60),
        DemoColor.Blue => new SKColor(35, 80, 205),
        DemoColor.Purple => new SKColor(125, 45, 165),
        DemoColor.Pink => new SKColor(240, 130, 180),
        _ => new SKColor(120, 70, 30),
    };

    private static SKColor Background(DemoBackground background) => background switch
    {
        DemoBackground.White => new SKColor(247, 247, 247),
        DemoBackground.Gray => new SKColor(140, 140, 140),
        DemoBackground.Black => new SKColor(14, 14, 14),
        _ => new SKColor(225, 205, 170),
    };

    private static SKColor Vary(SKColor color, int by, DemoDice dice)
    {
        byte Channel(byte value) => (byte)Math.Clamp(value + dice.Below(2 * by + 1) - by, 0, 255);
        return new SKColor(Channel(color.Red), Channel(color.Green), Channel(color.Blue));
    }
}
