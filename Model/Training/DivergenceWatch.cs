using System.Globalization;
using System.Text.Json.Serialization;

namespace ClipGrid.Model.Training;

/// <summary>
/// Says when a finite loss has run away: a function of the losses so far and nothing else. Two rules, both from the 50th loss on:
/// <list type="bullet">
/// <item>
/// It climbs: the running mean of 20 losses is above twice an earlier one plus ln 2. While a mean covers fewer than 20 losses, n of
/// them, the margin is ln 2 * 20 / n: one easy first batch proves nothing.
/// </item>
/// <item>
/// It collapsed: from loss to loss it changes by less than 0.2 % on average, at 0.1 nats or more above an earlier mean. All
/// embeddings have become one, every batch looks alike, and no gradient leads out. What much too high a rate does to a contrastive
/// loss, which stays at the logarithm of the batch size.
/// </item>
/// </list>
/// A run that never learned anything is not seen: a run from nothing may stay at that same plateau for long and leave it.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record DivergenceWatch
{
    private const int WindowLength = 20;
    private const int FirstVerdict = 50;
    private const double StillShare = 0.002;
    private const double LostNats = 0.1;
    private static readonly double Margin = Math.Log(2);

    /// <summary>Losses seen.</summary>
    public long LossCount { get; init; }

    /// <summary>The newest loss.</summary>
    public double Last { get; init; }

    /// <summary>The losses' running mean: of all while they are few, then exponential over 20.</summary>
    public double Mean { get; init; }

    /// <summary>The running mean of the absolute differences of neighbouring losses.</summary>
    public double MeanChange { get; init; }

    /// <summary>The lowest mean so far.</summary>
    public double LowestMean { get; init; }

    /// <summary>What no mean may exceed.</summary>
    public double Limit { get; init; }

    /// <summary>Why the loss has run away, as the end of a sentence about a step; null as long as it has not.</summary>
    [JsonIgnore]
    public string? Verdict => LossCount < FirstVerdict ? null
        : Mean > Limit ? string.Create(CultureInfo.InvariantCulture, $"brought the loss to {Mean:g4} on average, and it was {LowestMean:g4} before: it runs away")
        : MeanChange < StillShare * Mean && Mean >= LowestMean + LostNats
            ? string.Create(CultureInfo.InvariantCulture, $"left the loss at {Mean:g4} for every batch alike, and it was {LowestMean:g4} before: the embeddings have collapsed into one")
        : null;

    /// <summary>The watch after one more loss, a finite number.</summary>
    public DivergenceWatch After(double loss)
    {
        long count = LossCount + 1, weight = Math.Min(count, WindowLength);
        double mean = Mean + ((loss - Mean) / weight);
        double limit = (2 * mean) + (Margin * WindowLength / weight);
        return new()
        {
            LossCount = count,
            Last = loss,
            Mean = mean,
            MeanChange = count == 1 ? 0 : MeanChange + ((Math.Abs(loss - Last) - MeanChange) / Math.Min(count - 1, WindowLength)),
            LowestMean = count == 1 ? mean : Math.Min(LowestMean, mean),
            Limit = count == 1 ? limit : Math.Min(Limit, limit),
        };
    }
}
