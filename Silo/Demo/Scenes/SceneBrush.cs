using ClipGrid.Model.Randomness;
using SkiaSharp;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Paints scenes; size, place, angle and colours vary a little within what the caption says.</summary>
/// <param name="side">Height and width of the picture, in pixels.</param>
internal sealed class SceneBrush(int side)
{
    /// <summary>The picture as a PNG file.</summary>
    public ReadOnlyMemory<byte> Paint(Scene scene, RandomSequence random)
    {
        using SKBitmap bitmap = new(new SKImageInfo(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (SKCanvas canvas = new(bitmap))
        {
            canvas.Clear(Vary(Background(scene.Background), 8, ref random));
            Paint(canvas, scene.Main, scene.Position, ref random);
            if (scene.Other is { } other)
                Paint(canvas, other, scene.Position.Inverse(), ref random);
        }
        using SKData png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private void Paint(SKCanvas canvas, SceneGroup group, ScenePosition position, ref RandomSequence random)
    {
        using SKPaint paint = new() { IsAntialias = true, Color = Vary(Color(group.Color), 12, ref random) };
        using SKPath outline = SceneOutline.Of(group.Shape);
        foreach (SKPoint center in SceneLayout.Centers(position, group.Count, ref random))
        {
            int state = canvas.Save();
            canvas.Translate(side * center.X, side * center.Y);
            canvas.RotateDegrees((float)random.Uniform(-10, 10));
            canvas.Scale(side * Radius(group) * (float)random.Uniform(0.95, 1.05));
            canvas.DrawPath(outline, paint);
            canvas.RestoreToCount(state);
        }
    }

    // As large as a half leaves room for: three shapes in it are a third of the side apart, and the widest outline is 1.15 of its radius.
    private static float Radius(SceneGroup group) => (group.Size, group.Count) switch
    {
        (SceneSize.Small, SceneGroup.MostShapes) => 0.1f,
        (SceneSize.Small, _) => 0.115f,
        (_, SceneGroup.MostShapes) => 0.138f,
        _ => 0.19f,
    };

    private static SKColor Color(SceneColor color) => color switch
    {
        SceneColor.Red => new SKColor(215, 30, 35),
        SceneColor.Orange => new SKColor(245, 135, 20),
        SceneColor.Yellow => new SKColor(240, 215, 30),
        SceneColor.Green => new SKColor(35, 150, 60),
        SceneColor.Blue => new SKColor(35, 80, 205),
        SceneColor.Purple => new SKColor(125, 45, 165),
        SceneColor.Pink => new SKColor(240, 130, 180),
        _ => new SKColor(120, 70, 30),
    };

    private static SKColor Background(SceneBackground background) => background switch
    {
        SceneBackground.White => new SKColor(247, 247, 247),
        SceneBackground.Gray => new SKColor(140, 140, 140),
        SceneBackground.Black => new SKColor(14, 14, 14),
        _ => new SKColor(225, 205, 170),
    };

    private static SKColor Vary(SKColor color, int by, ref RandomSequence random) =>
        new(Vary(color.Red, by, ref random), Vary(color.Green, by, ref random), Vary(color.Blue, by, ref random));

    private static byte Vary(byte value, int by, ref RandomSequence random) => (byte)Math.Clamp(value + random.Below(2 * by + 1) - by, 0, 255);
}
