using ClipGrid.Model.Randomness;

namespace ClipGrid.Model.Pictures.Augmentation;

/// <summary>
/// Which visit of which item a picture is drawn for. Its variation depends on nothing else: not on the order of threads, not on
/// what was drawn before, not on where the run was resumed.
/// </summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Epoch">Passes over the data completed before this one.</param>
/// <param name="Item">The item's index in the data set.</param>
public readonly record struct SampleId(ulong Seed, long Epoch, long Item)
{
    /// <summary>The random numbers of this visit.</summary>
    internal RandomSequence Random() =>
        new(new CounterRandom(Seed).Derive(RandomPurpose.Augmentation).Derive((ulong)Epoch).Derive((ulong)Item));
}
