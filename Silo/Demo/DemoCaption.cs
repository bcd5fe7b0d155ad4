using System.Collections.Immutable;

namespace ClipGrid.Silo.Demo;

/// <summary>Says in words what a demo picture shows, in several ways.</summary>
internal static class DemoCaption
{
    /// <summary>
    /// The captions of a picture. The first three say everything, the first of all plainly: "a large red circle on a white background".
    /// The others name the colour and the shape, or the shape, as a person who searches would. They also teach the shapes: two pictures
    /// of a batch hardly ever agree in all the rest, so full captions can be told apart without looking at the shape.
    /// </summary>
    public static ImmutableArray<string> All(DemoAttributes shown)
    {
        string shape = Word(shown.Shape), color = Word(shown.Color), size = Word(shown.Size);
        string background = $"a {Word(shown.Background)} background";
        string place = shown.Place == DemoPlace.Middle ? "in the middle" : $"at the {Word(shown.Place)}";
        string onto = shown.Place == DemoPlace.Middle ? "on" : $"{place} of";
        return
        [
            $"a {size} {color} {shape} {onto} {background}",
            $"{background} with a {size} {color} {shape} {place}",
            $"{shape}, {color} and {size}, {onto} {background}",
            $"a {color} {shape}",
            $"a picture of a {color} {shape}",
            $"this is a {color} {shape}",
            $"there is a {color} {shape}",
            $"{color} {shape}",
            $"a {shape}",
        ];
    }

    /// <summary>The word for a value of one of the demo's enumerations.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
