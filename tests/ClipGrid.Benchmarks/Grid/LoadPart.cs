using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Search;
using ClipGrid.Grains.Embedding;
using Microsoft.Extensions.DependencyInjection;

namespace ClipGrid.Benchmarks.Grid;

/// <summary>
/// Many who search at once, through the SDK and the silo's gateway, over 100,000 vectors of 512: as many as can be served, 200 at once, at a
/// steady rate, at twice what can be served, at the steady rate again, and beside a session that trains. Clients and silo share the machine's cores.
/// </summary>
internal sealed class LoadPart(BenchSilo silo, TimeSpan length, TextWriter output)
{
    internal const int PartitionCount = 4;

    private const int Crowd = 64;
    private const int LargeCrowd = 200;
    private const int SteadyRate = 50;
    private const int QueryCount = 100;

    private readonly SearchRequest[] _queries = [.. Enumerable.Range(0, QueryCount).Select(i => BareScan.Request("wide", new Random(i)))];

    internal async Task RunAsync()
    {
        float[][] vectors = await silo.Wide.WriteAsync(silo.Services.GetRequiredService<VectorStore>(), silo.Model.Digest);
        await using ClipGridClient client = await ClipGridClient.ConnectAsync(new ClipGridClientOptions { Endpoint = "127.0.0.1:30000" });
        await CheckAsync(client, vectors);
        double bare = BareRate(vectors);
        output.WriteLine($"bare scan of {silo.Wide.ItemCount:N0} x {BenchModel.EmbedDim} on all cores, one after the other: {bare:F1} searches/s");
        LoadResult most = await ClosedAsync(client, Crowd);
        output.WriteLine($"{Crowd} at once: {most}, {most.Rate / bare:P0} of the bare scan");
        output.WriteLine($"{LargeCrowd} at once: {await ClosedAsync(client, LargeCrowd)}");
        output.WriteLine($"{SteadyRate} a second: {await OpenAsync(client, SteadyRate)}");
        long before = Environment.WorkingSet;
        LoadResult flood = await OpenAsync(client, 2 * most.Rate);
        output.WriteLine($"twice what can be served, {2 * most.Rate:F0} a second: {flood}, {flood.Rate / most.Rate:P0} of the most; memory {(Environment.WorkingSet - before) >> 20:+0;-0} MiB");
        output.WriteLine($"{SteadyRate} a second right after: {await OpenAsync(client, SteadyRate)}");
        await TrainBesideAsync(client);
    }

    private async Task TrainBesideAsync(ClipGridClient client)
    {
        await using TrainingBeside training = await TrainingBeside.StartAsync(silo);
        double alone = await training.PairsPerSecondAsync(() => Task.Delay(length / 2));
        LoadResult? result = null;
        double beside = await training.PairsPerSecondAsync(async () => result = await OpenAsync(client, SteadyRate));
        output.WriteLine($"{SteadyRate} a second while a session trains: {result}; the session {beside:F0} pairs/s, alone {alone:F0}, {beside / alone:P0}");
    }

    // Times of wrong answers would be worth nothing.
    private async Task CheckAsync(ClipGridClient client, float[][] vectors)
    {
        foreach (SearchRequest query in _queries.Take(5))
        {
            SearchResult found = await client.Search.SearchAsync(query);
            if (found.IsPartial || !found.Hits.Select(hit => hit.Item.Key).SequenceEqual(BareScan.Search(vectors, query.Terms[0].Vector.ToArray()).Select(WideDataset.Key)))
                throw new InvalidOperationException("The silo and the bare scan find different items: the times would compare nothing.");
        }
    }

    private double BareRate(float[][] vectors)
    {
        long begin = Stopwatch.GetTimestamp();
        int count = 0;
        for (; Stopwatch.GetElapsedTime(begin) < length / 6; count++)
            BareScan.Search(vectors, _queries[count % QueryCount].Terms[0].Vector.ToArray());
        return count / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private async Task<LoadResult> ClosedAsync(ClipGridClient client, int crowd)
    {
        LoadTally tally = new();
        long begin = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, crowd).Select(async one =>
        {
            for (int i = one; Stopwatch.GetElapsedTime(begin) < length; i++)
                await AskAsync(client, i, Stopwatch.GetTimestamp(), tally);
        }));
        return tally.Result(Stopwatch.GetElapsedTime(begin));
    }

    // Each at its own time, whether the one before was answered or not; times count from when it was due.
    private async Task<LoadResult> OpenAsync(ClipGridClient client, double rate)
    {
        LoadTally tally = new();
        List<Task> asked = [];
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < rate * length.TotalSeconds; i++)
        {
            TimeSpan due = TimeSpan.FromSeconds(i / rate);
            if (due - Stopwatch.GetElapsedTime(begin) is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            asked.Add(AskAsync(client, i, begin + (long)(due.TotalSeconds * Stopwatch.Frequency), tally));
        }
        TimeSpan offered = Stopwatch.GetElapsedTime(begin);
        await Task.WhenAll(asked);
        return tally.Result(offered > Stopwatch.GetElapsedTime(begin) ? offered : Stopwatch.GetElapsedTime(begin));
    }

    private async Task AskAsync(ClipGridClient client, int number, long due, LoadTally tally)
    {
        try
        {
            SearchResult found = await client.Search.SearchAsync(_queries[number % QueryCount]);
            tally.Answered(Stopwatch.GetElapsedTime(due), found.IsPartial);
        }
        catch (GridException error)
        {
            tally.Refused(Stopwatch.GetElapsedTime(due), error.Problem);
        }
    }
}
