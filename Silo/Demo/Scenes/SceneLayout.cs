using ClipGrid.Model.Randomness;
using SkiaSharp;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Where the shapes of a group stand, in sides of the picture; y points down. Shapes never touch.</summary>
internal static class SceneLayout
{
    private const double Jitter = 0.008;

    /// <summary>The centres of <paramref name="count"/> shapes; beside another group, <paramref name="position"/> is the half that they have.</summary>
    public static SKPoint[] Centers(ScenePosition position, int count, ref RandomSequence random)
    {
        SKPoint[] centers = position switch
        {
            ScenePosition.Middle => Around(count, ref random),
            ScenePosition.Left or ScenePosition.LeftOf => Row(count, 0.25f, ref random, isUpright: true),
            ScenePosition.Right or ScenePosition.RightOf => Row(count, 0.75f, ref random, isUpright: true),
            ScenePosition.Top or ScenePosition.Above => Row(count, 0.25f, ref random, isUpright: false),
            _ => Row(count, 0.75f, ref random, isUpright: false),
        };
        foreach (ref SKPoint center in centers.AsSpan())
            center.Offset((float)random.Uniform(-Jitter, Jitter), (float)random.Uniform(-Jitter, Jitter));
        return centers;
    }

    // On a circle around the middle, turned at random.
    private static SKPoint[] Around(int count, ref RandomSequence random)
    {
        double start = random.Uniform(0, 2 * Math.PI), radius = count == 1 ? 0 : 0.25;
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                (double sin, double cos) = Math.SinCos(start + 2 * Math.PI * number / count);
                return new SKPoint((float)(0.5 + radius * cos), (float)(0.5 + radius * sin));
            }),
        ];
    }

    // Along the half that it fills, zigzag.
    private static SKPoint[] Row(int count, float middle, ref RandomSequence random, bool isUpright)
    {
        float most = count == SceneGroup.MostShapes ? 0.05f : 0.01f, aside = random.Chance(0.5) ? most : -most;
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                float along = (number + 0.5f) / count, across = middle + (number % 2 == 0 ? aside : -aside);
                return isUpright ? new SKPoint(across, along) : new SKPoint(along, across);
            }),
        ];
    }
}
