using System.Collections.Immutable;

namespace ClipGrid.Grains.Datasets;

/// <summary>Keys in batches that make no large message.</summary>
internal static class KeyBatches
{
    private const int MaxCharacters = 128 << 10;

    /// <summary>Splits keys, keeping their order.</summary>
    public static IEnumerable<ImmutableArray<string>> Split(IEnumerable<string> keys)
    {
        ImmutableArray<string>.Builder batch = ImmutableArray.CreateBuilder<string>();
        int characters = 0;
        foreach (string key in keys)
        {
            if (characters + key.Length > MaxCharacters)
            {
                yield return batch.DrainToImmutable();
                characters = 0;
            }
            batch.Add(key);
            characters += key.Length + 16;
        }
        if (batch.Count > 0)
            yield return batch.DrainToImmutable();
    }
}
