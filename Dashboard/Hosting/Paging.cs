namespace ClipGrid.Dashboard.Hosting;

/// <summary>Cuts lists of names into pages: each page names the last it showed, so that what comes and goes meanwhile moves nothing else.</summary>
internal static class Paging
{
    /// <summary>Entries of a page that nobody asked to be of another size.</summary>
    public const int UsualSize = 100;

    /// <summary>Most entries of a page.</summary>
    public const int LargestSize = 1_000;

    /// <summary>Details that are asked for at the same time.</summary>
    private const int AskedAtOnce = 32;

    /// <summary>Refuses a size out of range.</summary>
    /// <exception cref="RequestFault">It is.</exception>
    public static int Size(int size, string name = "pageSize") =>
        size is >= 1 and <= LargestSize ? size : throw new RequestFault(name, FormattableString.Invariant($"{name} is {size}: give 1 to {LargestSize}."));

    /// <summary>A page of what names stand for.</summary>
    /// <param name="names">All names, in their order.</param>
    /// <param name="list">The list with all that decides what is in it.</param>
    /// <param name="size">Most entries.</param>
    /// <param name="token">Where it begins, or null.</param>
    /// <param name="show">What a name stands for; null where it is gone.</param>
    /// <param name="order">1: ascending names; -1: descending ones.</param>
    public static async Task<Page<T>> CutAsync<T>(IAsyncEnumerable<string> names, string list, int size, string? token, Func<string, Task<T?>> show, int order = 1)
        where T : class
    {
        Size(size);
        string? after = PageToken.Read(token, list);
        List<string> cut = [];
        await foreach (string name in names)
            if (after is null || string.CompareOrdinal(name, after) * order > 0)
            {
                cut.Add(name);
                if (cut.Count > size)
                    break;
            }
        bool isMore = cut.Count > size;
        List<T> shown = [];
        foreach (string[] some in cut.Take(size).Chunk(AskedAtOnce))
            shown.AddRange((await Task.WhenAll(some.Select(show))).OfType<T>());
        return new Page<T>(shown, isMore ? PageToken.Write(list, cut[size - 1]) : null);
    }
}
