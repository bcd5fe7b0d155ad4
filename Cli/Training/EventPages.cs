using System.Runtime.CompilerServices;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Cli.Training;

/// <summary>A session's events, page by page.</summary>
internal static class EventPages
{
    private const int PageSize = 500;

    /// <summary>Those that are there now, after a number.</summary>
    public static async IAsyncEnumerable<SessionEvent> ReadAsync(ClipGridClient client, SessionId id, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<SessionEvent> page;
        do
        {
            page = await client.Sessions.GetEventsAsync(id, after, PageSize, cancellationToken);
            foreach (SessionEvent one in page)
            {
                after = one.Number;
                yield return one;
            }
        }
        while (page.Count > 0);
    }
}
