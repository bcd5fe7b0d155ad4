using System.Globalization;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>Names a share of an evaluation: the key of its grain.</summary>
/// <param name="Session">The session.</param>
/// <param name="Tag">The evaluation, see <see cref="EvaluationCandidate.Tag"/>.</param>
/// <param name="Number">Place of its partition among the plan's held-out ones, or <see cref="ClassTexts"/>.</param>
/// <param name="Attempt">How often it was tried before, from 0: each attempt is a grain of its own, on the next silo.</param>
internal readonly record struct ShareKey(string Session, string Tag, int Number, int Attempt)
{
    /// <summary>The share that embeds the texts of the classes.</summary>
    public const int ClassTexts = -1;

    /// <summary>Which of <paramref name="siloCount"/> silos computes it: neighbouring shares, and the attempts of one, take turns.</summary>
    public int SiloOf(int siloCount) => (int)((uint)(Number - ClassTexts + Attempt) % (uint)siloCount);

    /// <summary>Reads a grain's key.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ShareKey Parse(string text) => text.Split('/') is [var session, var tag, var number, var attempt]
        ? new ShareKey(session, tag, int.Parse(number, CultureInfo.InvariantCulture), int.Parse(attempt, CultureInfo.InvariantCulture))
        : throw new FormatException($"\"{text}\" is no share of an evaluation: session/evaluation/number/attempt.");

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Session}/{Tag}/{Number}/{Attempt}");
}
