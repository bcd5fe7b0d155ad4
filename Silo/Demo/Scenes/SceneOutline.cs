using SkiaSharp;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Outlines of the scenes' shapes around the origin, about one unit in radius; y points down.</summary>
internal static class SceneOutline
{
    /// <summary>The outline of <paramref name="shape"/>; the caller disposes of it.</summary>
    public static SKPath Of(SceneShape shape) => shape switch
    {
        SceneShape.Circle => Ring(0),
        SceneShape.Ring => Ring(0.55f),
        SceneShape.Square => Polygon(new(-0.85f, -0.85f), new(0.85f, -0.85f), new(0.85f, 0.85f), new(-0.85f, 0.85f)),
        SceneShape.Triangle => Polygon(new(0, -1), new(1, 0.8f), new(-1, 0.8f)),
        SceneShape.Star => Star(),
        _ => Heart(),
    };

    private static SKPath Ring(float inner)
    {
        using SKPathBuilder path = new() { FillType = SKPathFillType.EvenOdd };
        path.AddCircle(0, 0, 1);
        if (inner > 0)
            path.AddCircle(0, 0, inner);
        return path.Detach();
    }

    private static SKPath Star() => Polygon(
        [.. Enumerable.Range(0, 10).Select(corner =>
        {
            float radius = corner % 2 == 0 ? 1.15f : 0.46f;
            (float sin, float cos) = MathF.SinCos(corner * MathF.PI / 5);
            return new SKPoint(radius * sin, -radius * cos);
        })]);

    private static SKPath Heart()
    {
        using SKPathBuilder path = new();
        path.MoveTo(0, 1.05f);
        path.CubicTo(-1.5f, 0.1f, -1.15f, -1, -0.5f, -0.95f);
        path.CubicTo(-0.2f, -0.93f, 0, -0.7f, 0, -0.5f);
        path.CubicTo(0, -0.7f, 0.2f, -0.93f, 0.5f, -0.95f);
        path.CubicTo(1.15f, -1, 1.5f, 0.1f, 0, 1.05f);
        path.Close();
        return path.Detach();
    }

    private static SKPath Polygon(params ReadOnlySpan<SKPoint> corners)
    {
        using SKPathBuilder path = new();
        path.AddPoly(corners, close: true);
        return path.Detach();
    }
}
