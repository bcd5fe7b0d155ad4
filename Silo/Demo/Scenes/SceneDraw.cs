using ClipGrid.Model.Randomness;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Draws scenes at random.</summary>
internal static class SceneDraw
{
    // Of a hundred scenes. Two groups are harder to tell apart and there are many more of them.
    private const double AloneShare = 0.5;

    /// <summary>The next scene of <paramref name="split"/> from a stream of numbers.</summary>
    public static Scene Next(SceneSplit split, ref RandomSequence random)
    {
        // Decided before the split is looked at: two groups are held out twice as often as one.
        bool isAlone = random.Chance(AloneShare);
        Scene scene;
        do
            scene = isAlone ? Alone(ref random) : Beside(ref random);
        while (scene.Split != split);
        return scene;
    }

    private static Scene Alone(ref RandomSequence random) => new()
    {
        Main = Group(ref random),
        Position = ScenePositions.Alone[random.Below(ScenePositions.Alone.Count)],
        Background = Any<SceneBackground>(ref random),
    };

    private static Scene Beside(ref RandomSequence random)
    {
        SceneGroup main = Group(ref random), other;
        do
            other = Group(ref random);
        while (other.Color == main.Color || other.Shape == main.Shape);
        return new Scene
        {
            Main = main,
            Other = other,
            Position = ScenePositions.Beside[random.Below(ScenePositions.Beside.Count)],
            Background = Any<SceneBackground>(ref random),
        };
    }

    private static SceneGroup Group(ref RandomSequence random) => new()
    {
        Count = 1 + random.Below(SceneGroup.MostShapes),
        Size = Any<SceneSize>(ref random),
        Color = Any<SceneColor>(ref random),
        Shape = Any<SceneShape>(ref random),
    };

    private static T Any<T>(ref RandomSequence random) where T : struct, Enum
    {
        T[] all = Enum.GetValues<T>();
        return all[random.Below(all.Length)];
    }
}
