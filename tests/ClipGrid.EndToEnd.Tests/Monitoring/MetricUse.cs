using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>A metric in a query, with the labels that the query knows of it.</summary>
/// <param name="Name">The metric.</param>
/// <param name="Labels">Labels that it is chosen or grouped by.</param>
internal sealed partial record MetricUse(string Name, ImmutableArray<string> Labels)
{
    // Prometheus' own labels of what it scrapes.
    private static readonly string[] OfPrometheus = ["job", "instance"];

    /// <summary>What a query uses. A grouping counts for all metrics of its query.</summary>
    public static IEnumerable<MetricUse> Of(string query)
    {
        string[] grouped = [.. Grouping().Matches(query).SelectMany(by => Names(by.Groups["labels"].Value))];
        string plain = Range().Replace(Grouping().Replace(query, " "), " ");
        foreach (Match metric in Metric().Matches(plain))
        {
            string[] chosen = [.. Chooser().Matches(metric.Groups["labels"].Value).Select(label => label.Groups["name"].Value)];
            yield return new MetricUse(metric.Groups["name"].Value, [.. grouped.Concat(chosen).Distinct().Except(OfPrometheus)]);
        }
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // by (le, clipgrid_stage)
    [GeneratedRegex(@"\b(by|without)\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    // [5m], [1h:1m], [$__rate_interval]
    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    // A name that no function has: one with an underscore, or "up".
    [GeneratedRegex(@"\b(?<name>up|(clipgrid|http|orleans|dotnet)_[a-z0-9_]+)\b(\{(?<labels>[^}]*)\})?")]
    private static partial Regex Metric();

    // clipgrid_outcome!="ok"
    [GeneratedRegex("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"[^\"]*\"")]
    private static partial Regex Chooser();
}
