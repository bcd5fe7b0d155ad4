using System.Diagnostics;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cluster;

/// <summary>Looks at a session's head in the store all the time, from outside: who may write, and what is committed.</summary>
internal sealed class HeadWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly List<(long Epoch, string Owner, long Beat)> _seen = [];
    private readonly BlobClient _head;
    private readonly Task _watching;

    public HeadWatch(BlobContainerClient store, string session)
    {
        _head = store.GetBlobClient($"sessions/{session}/head.json");
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>Ends it. There was one owner in each epoch, and no write of an epoch came after one of a later epoch; how many epochs there were.</summary>
    public async Task<int> StopAsync()
    {
        await _end.CancelAsync();
        await _watching;
        Assert.NotEmpty(_seen);
        Assert.All(_seen.GroupBy(head => head.Epoch), epoch => Assert.Single(epoch.Select(head => head.Owner).Distinct()));
        Assert.Equal(_seen.Select(head => head.Epoch).Order(), _seen.Select(head => head.Epoch));
        return _seen.Select(head => head.Epoch).Distinct().Count();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        for (long begin = Stopwatch.GetTimestamp(); !_end.IsCancellationRequested && Stopwatch.GetElapsedTime(begin) < TimeSpan.FromMinutes(5); await Task.Delay(100, CancellationToken.None))
            try
            {
                JsonNode head = JsonNode.Parse((await _head.DownloadContentAsync(CancellationToken.None)).Value.Content.ToString())!;
                (long, string, long) now = ((long)head["Epoch"]!, (string)head["Owner"]!, (long)head["Beat"]!);
                if (_seen.Count == 0 || _seen[^1] != now)
                    _seen.Add(now);
            }
            catch (RequestFailedException missing) when (missing.Status == 404)
            {
                // Nobody has taken the session yet.
            }
    }
}
