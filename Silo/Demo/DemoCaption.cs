namespace ClipGrid.Silo.Demo;

/// <summary>Says in words what a demo picture shows, in one of several ways.</summary>
internal static class DemoCaption
{
    /// <summary>How many ways there are; way 0 is the plain one: "a large red circle on a white background".</summary>
    public const int WayCount = 4;

    /// <summary>The caption of <paramref name="shown"/>, in way 0 to <see cref="WayCount"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such way.</exception>
    public static string Write(DemoAttributes shown, int way)
    {
        string thing = $"{Word(shown.Size)} {Word(shown.Color)} {Word(shown.Shape)}";
        string background = $"a {Word(shown.Background)} background";
        string place = shown.Place == DemoPlace.Middle ? "in the middle" : $"at the {Word(shown.Place)}";
        string onto = shown.Place == DemoPlace.Middle ? "on" : $"{place} of";
        return way switch
        {
            0 => $"a {thing} {onto} {background}",
            1 => $"a picture of a {thing} {onto} {background}",
            2 => $"{background} with a {thing} {place}",
            3 => $"{Word(shown.Shape)}, {Word(shown.Color)} and {Word(shown.Size)}, {onto} {background}",
            _ => throw new ArgumentOutOfRangeException(nameof(way), way, $"There are {WayCount} ways to write a caption, 0 to {WayCount - 1}."),
        };
    }

    /// <summary>The word for a value of one of the demo's enumerations.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
