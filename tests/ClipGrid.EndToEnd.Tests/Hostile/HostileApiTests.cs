using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Thousands of requests to every operation of the API, nearly right: none of them is a fault of the grid.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25"), Trait("Check", "S16"), Trait("Check", "S24")]
public sealed class HostileApiTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int UsualCount = 3_000;
    private const int WarmUp = 300;
    private const string TooSlow = "takes too long";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, int> _statuses = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_NearlyRight_IsAnsweredOrRefusedInASentence()
    {
        HostileCases cases = new(UsualCount);
        output.WriteLine($"{cases}");
        long begin = Stopwatch.GetTimestamp();
        await SendAsync(cases, 0, Math.Min(WarmUp, cases.Count));
        SiloHealth before = await SiloHealth.OfAsync(grid);
        await SendAsync(cases, WarmUp, cases.Count);
        output.WriteLine($"{await before.AssertSameAsync()}, {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s; {string.Join(", ", _statuses.OrderBy(status => status.Key).Select(status => $"{status.Value} x {status.Key}"))}");
        // Tame requests test as little as wild ones.
        Assert.True(_statuses.GetValueOrDefault(200) > cases.Count / 30 && _statuses.GetValueOrDefault(400) > cases.Count / 10 && _statuses.GetValueOrDefault(404) > cases.Count / 30);
    }

    private async Task SendAsync(HostileCases cases, int from, int to)
    {
        List<string> faults = [];
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (number, _) =>
        {
            ApiOperation operation = grid.Operations[number % grid.Operations.Count];
            string? fault = await SendAsync(operation, cases.Of(number));
            // A machine that has much to do is slow once; what hangs, hangs again.
            if (fault?.Contains(TooSlow, StringComparison.Ordinal) == true)
                fault = await SendAsync(operation, cases.Of(number));
            if (fault is not null)
                lock (faults)
                    faults.Add($"{cases.Told(number)}: {fault}");
        });
        Assert.True(faults.Count == 0, $"{faults.Count} of {to - from}:\n{string.Join('\n', faults.Take(20))}\n{grid.Faults}");
    }

    // As the server takes it, which follows "..".
    private static bool IsForPrograms(Uri address) => new Uri(address.OriginalString).AbsolutePath.StartsWith("/v1/", StringComparison.Ordinal);

    private async Task<string?> SendAsync(ApiOperation operation, Random random)
    {
        using HttpRequestMessage request = new HostileRequest(random, grid.Http.BaseAddress!, grid.Listener.Port).Make(operation);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(LongestAnswer);
        try
        {
            using HttpResponseMessage answer = await grid.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            _statuses.AddOrUpdate((int)answer.StatusCode, 1, (_, count) => count + 1);
            // A stream of a session that runs goes on as long as that.
            string text = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" ? "" : await answer.Content.ReadAsStringAsync(patience.Token);
            if (answer.StatusCode == HttpStatusCode.Created && answer.Headers.Location is { } started)
                await grid.CancelAsync(started.ToString().Split('/')[^1]);
            return HostileAnswer.Fault(answer, text, IsForPrograms(request.RequestUri!)) is { } fault
                ? $"{request.Method} {request.RequestUri}\n  {request.Content?.Headers}{(request.Content is null ? "" : Encoding.UTF8.GetString(await request.Content.ReadAsByteArrayAsync(Cancel)))}\n  {fault}"
                : null;
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return $"{request.Method} {request.RequestUri} {TooSlow}";
        }
        catch (HttpRequestException e)
        {
            return $"{request.Method} {request.RequestUri}: {e.Message} {e.InnerException?.Message}";
        }
    }
}
