using System.Collections.Immutable;

namespace ClipGrid.Silo.Demo.Scenes;

/// <summary>Says in words what a scene shows, in several ways.</summary>
internal static class SceneCaptions
{
    /// <summary>
    /// The captions of a picture. The first says everything: "three small red circles at the left of a white background", "a large blue
    /// square left of two small green stars on a black background". Some say it in another order; the others say less, as a person who
    /// searches would. Those also teach colours and shapes: two pictures of a batch hardly ever agree in all the rest, so full captions
    /// can be told apart without looking at everything.
    /// </summary>
    public static ImmutableArray<string> All(Scene scene) => scene.Other is { } other ? Beside(scene, other) : Alone(scene);

    /// <summary>The word for a value of one of the scenes' enumerations.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static ImmutableArray<string> Alone(Scene scene)
    {
        SceneGroup group = scene.Main;
        string background = Background(scene), full = Full(group), plain = Plain(group), shapes = Shapes(group);
        string place = scene.Position == ScenePosition.Middle ? "in the middle" : $"at the {scene.Position.Words()}";
        string onto = scene.Position == ScenePosition.Middle ? "on" : $"{place} of";
        return
        [
            $"{full} {onto} {background}",
            $"{background} with {full} {place}",
            $"{plain} {onto} {background}",
            plain,
            $"a picture of {plain}",
            $"{shapes} {place}",
            shapes,
            Noun(group),
        ];
    }

    private static ImmutableArray<string> Beside(Scene scene, SceneGroup other)
    {
        string background = Background(scene), relation = scene.Position.Words(), inverse = scene.Position.Inverse().Words();
        return
        [
            $"{Full(scene.Main)} {relation} {Full(other)} on {background}",
            $"{Full(other)} {inverse} {Full(scene.Main)} on {background}",
            $"{background} with {Full(scene.Main)} {relation} {Full(other)}",
            $"{Plain(scene.Main)} {relation} {Plain(other)}",
            $"{Shapes(scene.Main)} {relation} {Shapes(other)}",
            $"{Noun(scene.Main)} and {Noun(other)}",
            Plain(scene.Main),
            Plain(other),
        ];
    }

    private static string Background(Scene scene) => $"a {Word(scene.Background)} background";

    private static string Full(SceneGroup group) => Some(group, $"{Word(group.Size)} {Word(group.Color)} {Noun(group)}");

    private static string Plain(SceneGroup group) => Some(group, $"{Word(group.Color)} {Noun(group)}");

    private static string Shapes(SceneGroup group) => Some(group, Noun(group));

    private static string Some(SceneGroup group, string what) => group.Count switch
    {
        1 => $"{(what[0] == 'o' ? "an" : "a")} {what}",
        2 => $"two {what}",
        _ => $"three {what}",
    };

    private static string Noun(SceneGroup group) => group.Count == 1 ? Word(group.Shape) : $"{Word(group.Shape)}s";
}
