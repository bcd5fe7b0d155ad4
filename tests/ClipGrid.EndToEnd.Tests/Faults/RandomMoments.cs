using System.Globalization;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>When to kill: a few times as a rule, more often by CLIPGRID_KILLS; CLIPGRID_SEED repeats a run.</summary>
internal sealed class RandomMoments
{
    private readonly Random _random;

    public RandomMoments(ITestOutputHelper output, int usualCount = 3)
    {
        int seed = Number("CLIPGRID_SEED") ?? Environment.TickCount & int.MaxValue;
        Count = Number("CLIPGRID_KILLS") ?? usualCount;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Count} kills, CLIPGRID_SEED={seed}"));
        _random = new Random(seed);
    }

    public int Count { get; }

    /// <summary>As many different numbers below a bound as there are kills, the smallest first.</summary>
    public int[] Below(int bound)
    {
        int[] all = [.. Enumerable.Range(0, bound)];
        _random.Shuffle(all);
        return [.. all.Take(Count).Order()];
    }

    /// <summary>A number below a bound.</summary>
    public int Next(int bound) => _random.Next(bound);

    /// <summary>A moment more.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(_random.Next(40), cancellationToken);

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
