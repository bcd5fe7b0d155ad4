using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ClipGrid.Dashboard.Search;

/// <summary>A further part of a query, in an address <c>-0.5 text a drawing</c> or <c>1 item emoji-0041</c>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The words, or the item's key.</param>
/// <param name="Weight">How much it counts; negative leads away from it.</param>
public sealed record QueryPart(PartKind Kind, string Value, double Weight = 1)
{
    /// <summary>Least weight, in either direction.</summary>
    public const double LeastWeight = 0.1;

    /// <summary>Most weight, in either direction.</summary>
    public const double MostWeight = 2;

    /// <summary>A weight that is on offer: between the bounds in either direction, in tenths; what is no number becomes 1.</summary>
    public static double Bounded(double weight)
    {
        if (!double.IsFinite(weight) || weight == 0)
            return 1;
        double size = Math.Clamp(Math.Round(Math.Abs(weight), 1), LeastWeight, MostWeight);
        return weight < 0 ? -size : size;
    }

    /// <summary>Reads one; false if it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out QueryPart? part)
    {
        part = null;
        string[] pieces = (text ?? "").Split(' ', 3);
        if (pieces.Length < 3 || !double.TryParse(pieces[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight))
            return false;
        PartKind? kind = pieces[1] switch { "text" => PartKind.Text, "item" => PartKind.Item, _ => null };
        if (kind is not { } known)
            return false;
        part = new QueryPart(known, pieces[2], Bounded(weight));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Weight:0.#} {(Kind == PartKind.Text ? "text" : "item")} {Value}");
}
