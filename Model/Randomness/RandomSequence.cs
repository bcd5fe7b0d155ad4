namespace ClipGrid.Model.Randomness;

/// <summary>
/// The numbers of one <see cref="CounterRandom"/> stream, drawn one after another: for code that cannot say beforehand how many it
/// needs. A copy draws the same numbers again, so it is handed on by reference.
/// </summary>
/// <param name="stream">The stream.</param>
public struct RandomSequence(CounterRandom stream)
{
    private ulong _index;

    /// <summary>A number in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + ((high - low) * stream.Uniform(_index++));

    /// <summary>An integer from 0 to <paramref name="count"/> - 1.</summary>
    public int Below(int count) => stream.Below(_index++, count);

    /// <summary>True with the given probability. Always draws, so that later draws do not depend on it.</summary>
    public bool Chance(double probability) => Uniform(0, 1) < probability;
}
