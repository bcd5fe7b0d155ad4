using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace ClipGrid.Benchmarks.Pages;

/// <summary>What a page has drawn of a session that goes on: how far behind it was, and whether anything is missing.</summary>
/// <param name="Delays">Milliseconds from the end of each step to its drawing.</param>
/// <param name="StepCount">Steps drawn while it was watched.</param>
/// <param name="Faults">What is missing or doubled.</param>
internal sealed record CurveCheck(IReadOnlyList<double> Delays, long StepCount, IReadOnlyList<string> Faults)
{
    internal static async Task<CurveCheck> OfAsync(IPage page, Func<Task<Dictionary<long, DateTimeOffset>>> times)
    {
        JsonElement[] drawn = [.. (await page.EvaluateAsync<JsonElement>("() => window.drawn")).EnumerateArray()];
        string[] rows = await PageBrowser.SaveLossAsync(page);
        Dictionary<long, DateTimeOffset> ended = await times();
        List<double> delays = [];
        for (int i = 1; i < drawn.Length; i++)
            for (long step = drawn[i - 1][1].GetInt64() + 1; step <= drawn[i][1].GetInt64(); step++)
                delays.Add(drawn[i][0].GetDouble() - ended[step].ToUnixTimeMilliseconds());
        return new CurveCheck(delays, drawn[^1][1].GetInt64() - drawn[0][1].GetInt64(), [.. Missing(rows, drawn[0][1].GetInt64(), drawn[^1][1].GetInt64())]);
    }

    // First comes the history in buckets of equal width, the first and the last of which may be cut; then each step by itself.
    private static IEnumerable<string> Missing(string[] rows, long first, long last)
    {
        long[] steps = [.. rows.Skip(1).Select(row => long.Parse(row.Split(',')[1], CultureInfo.InvariantCulture))];
        if (steps.Length == 0 || steps[0] != 1 || steps[^1] < last)
            yield return $"drawn from {steps.FirstOrDefault()} to {steps.LastOrDefault()} instead of 1 to {last}";
        long width = steps.Length > 2 ? steps.Zip(steps.Skip(1), (one, next) => next - one).Max() : 1;
        bool isSingle = false;
        for (int i = 1; i < steps.Length; i++)
        {
            long gap = steps[i] - steps[i - 1];
            if (gap < 1 || isSingle && gap > 1)
                yield return $"step {steps[i]} follows step {steps[i - 1]} (first seen {first})";
            isSingle |= gap == 1 && width > 1 && i > 1;
        }
        if (rows.Skip(1).Any(row => row.Split(',')[4].Length == 0))
            yield return "a step without a loss";
    }
}
