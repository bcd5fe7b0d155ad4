using ClipGrid.Model.Randomness;

namespace ClipGrid.Model.Training;

/// <summary>
/// Which of an item's captions a run uses: one in each epoch, each as likely as another, as a pure function of seed, epoch and item.
/// </summary>
/// <param name="seed">The run's seed.</param>
public sealed class CaptionChoice(ulong seed)
{
    private readonly CounterRandom _random = new CounterRandom(seed).Derive(RandomPurpose.CaptionChoice);

    /// <summary>The caption's number, 0 to <paramref name="captionCount"/> - 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, or there is no caption.</exception>
    public int Choose(long epoch, int item, int captionCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(item);
        ArgumentOutOfRangeException.ThrowIfLessThan(captionCount, 1);
        return _random.Derive((ulong)epoch).Below((ulong)item, captionCount);
    }
}
