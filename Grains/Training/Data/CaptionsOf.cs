using System.Collections.Immutable;
using ClipGrid.Contracts.Datasets;

namespace ClipGrid.Grains.Training.Data;

/// <summary>The texts of an item: one rule for what is trained on and what is judged by.</summary>
internal static class CaptionsOf
{
    /// <summary>Its captions that say something, or its label as a text.</summary>
    /// <param name="item">The item; it has a caption or a label.</param>
    /// <param name="template">A text with a place {} for the label.</param>
    public static ImmutableArray<string> Item(ItemInfo item, string template)
    {
        ImmutableArray<string> captions = [.. item.Captions.Where(caption => !string.IsNullOrWhiteSpace(caption))];
        return captions.IsEmpty ? [Label(template, item.Label ?? "")] : captions;
    }

    /// <summary>A label as a text.</summary>
    public static string Label(string template, string label) => template.Replace("{}", label, StringComparison.Ordinal);
}
