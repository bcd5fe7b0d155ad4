using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Words that are wrong of a mirrored picture: sides, turns, and whatever is read.</summary>
internal static partial class SidedWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "left", "right", "leftward", "leftwards", "rightward", "rightwards", "lefthand", "righthand", "clockwise", "counterclockwise", "anticlockwise",
        "text", "word", "words", "letter", "letters", "lettering", "digit", "digits", "writing", "written", "handwritten", "inscription", "reads", "saying", "says");

    /// <summary>The first such word of a caption, or null.</summary>
    public static string? Find(string caption)
    {
        foreach (Match word in Word().Matches(caption))
            if (Words.Contains(word.Value))
                return word.Value;
        return null;
    }

    /// <summary>As <see cref="Find"/>; a label of a single letter or a number stands for what is read too.</summary>
    public static string? FindInLabel(string label) =>
        label.Length > 0 && (label.Length == 1 && char.IsLetter(label[0]) || label.All(char.IsDigit)) ? label : Find(label);

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
