using ClipGrid.Model.Randomness;

namespace ClipGrid.Model.Training;

/// <summary>The order of one epoch.</summary>
/// <param name="Epoch">The epoch's number.</param>
/// <param name="Items">A permutation of the items.</param>
internal sealed record EpochOrder(long Epoch, int[] Items)
{
    /// <summary>Shuffles by Fisher and Yates (Knuth, volume 2, algorithm P), with the numbers of the epoch's own stream.</summary>
    public static EpochOrder Of(DataOrderOptions options, long epoch)
    {
        int[] items = new int[options.ItemCount];
        for (int i = 0; i < items.Length; i++)
            items[i] = i;
        if (options.Shuffle)
        {
            CounterRandom random = new CounterRandom(options.Seed).Derive(RandomPurpose.DataOrder).Derive((ulong)epoch);
            for (int i = items.Length - 1; i > 0; i--)
            {
                int other = random.Below((ulong)i, i + 1);
                (items[i], items[other]) = (items[other], items[i]);
            }
        }
        return new EpochOrder(epoch, items);
    }
}
