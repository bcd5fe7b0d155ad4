using System.Runtime.CompilerServices;

namespace ClipGrid.Grains.Datasets.Views;

/// <summary>Sorted streams as one.</summary>
internal static class SortedMerge
{
    /// <summary>Everything in order; a page of each stream is in memory at a time.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(IEnumerable<IAsyncEnumerable<T>> streams, IComparer<T> order, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IAsyncEnumerator<T>[] readers = [.. streams.Select(stream => stream.GetAsyncEnumerator(cancellationToken))];
        try
        {
            // The first pages are fetched at once, later ones as they are needed.
            bool[] isThere = await Task.WhenAll(readers.Select(reader => reader.MoveNextAsync().AsTask())).ConfigureAwait(false);
            PriorityQueue<IAsyncEnumerator<T>, T> heads = new(order);
            for (int i = 0; i < readers.Length; i++)
                if (isThere[i])
                    heads.Enqueue(readers[i], readers[i].Current);
            while (heads.TryDequeue(out IAsyncEnumerator<T>? reader, out T? next))
            {
                yield return next;
                if (await reader.MoveNextAsync().ConfigureAwait(false))
                    heads.Enqueue(reader, reader.Current);
            }
        }
        finally
        {
            foreach (IAsyncEnumerator<T> reader in readers)
                await reader.DisposeAsync().ConfigureAwait(false);
        }
    }
}
