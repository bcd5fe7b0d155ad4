using System.Globalization;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>A line of a table of hits.</summary>
internal sealed record DemoHitRow
{
    public required double Score { get; init; }

    public required string Key { get; init; }

    public required string Caption { get; init; }

    /// <summary>The table below the line that starts with <paramref name="title"/>.</summary>
    //   rank  score  picture      caption
    //      1  0.712  scene-01812  two large red circles on a white background
    public static IReadOnlyList<DemoHitRow> Under(string title, string output) =>
    [
        .. output.Split('\n')
            .SkipWhile(line => !line.StartsWith(title, StringComparison.Ordinal)).Skip(1)
            .SkipWhile(line => !line.StartsWith("  rank", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', 4, StringSplitOptions.RemoveEmptyEntries))
            .Select(parts => new DemoHitRow { Score = double.Parse(parts[1], CultureInfo.InvariantCulture), Key = parts[2], Caption = parts[3].Trim() }),
    ];
}
