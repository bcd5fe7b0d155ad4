using System.Globalization;

namespace ClipGrid.TestKit.Hostile;

/// <summary>
/// How many hostile cases a test makes, and out of which seed: another one each time, which every failure names. CLIPGRID_SEED repeats a
/// run, CLIPGRID_CASES makes it longer or shorter.
/// </summary>
public sealed class HostileCases
{
    /// <summary>So many as a rule.</summary>
    /// <param name="usualCount">How many.</param>
    /// <param name="weight">How many times longer one takes than others: so many times fewer there are where their number is given.</param>
    public HostileCases(int usualCount, int weight = 1)
    {
        Count = Number("CLIPGRID_CASES") / weight ?? usualCount;
        Seed = Number("CLIPGRID_SEED") ?? Environment.TickCount & int.MaxValue;
    }

    /// <summary>How many.</summary>
    public int Count { get; }

    /// <summary>Out of which seed.</summary>
    public int Seed { get; }

    /// <summary>The random numbers of a case, which do not depend on the cases before it.</summary>
    public Random Of(int number) => new(unchecked(Seed * 31 + number));

    /// <summary>How to have a case again, for messages.</summary>
    public string Told(int number) => string.Create(CultureInfo.InvariantCulture, $"case {number} of CLIPGRID_SEED={Seed}");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} cases, CLIPGRID_SEED={Seed}");

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
