using System.Text.RegularExpressions;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>What a process exposes to Prometheus: each name with the labels that its series have.</summary>
internal sealed partial class Scrape
{
    private readonly Dictionary<string, HashSet<string>> _labels = new(StringComparer.Ordinal);

    /// <summary>Names as queries use them, those of histograms with their endings.</summary>
    public IReadOnlyCollection<string> Names => _labels.Keys;

    /// <summary>Names as instruments are known, those of histograms without endings.</summary>
    public IEnumerable<string> Families => _labels.Keys.Select(name => _labels.ContainsKey($"{Base(name)}_bucket") ? Base(name) : name).Distinct();

    /// <summary>Values of the series, by <c>name{labels}</c>.</summary>
    public Dictionary<string, double> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The labels of a metric's series.</summary>
    public IReadOnlySet<string> LabelsOf(string name) => _labels[name];

    /// <summary>Reads the text that is served.</summary>
    public static Scrape Parse(string text)
    {
        Scrape scrape = new();
        foreach (string line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            // clipgrid_search_duration_seconds_bucket{clipgrid_operation="search",le="0.01"} 4 1764104923000
            Match match = Sample().Match(line);
            if (!match.Success)
                throw new FormatException($"No sample: {line}");
            string name = match.Groups["name"].Value;
            if (!scrape._labels.TryGetValue(name, out HashSet<string>? labels))
                scrape._labels[name] = labels = new(StringComparer.Ordinal);
            labels.UnionWith(Label().Matches(match.Groups["labels"].Value).Select(label => label.Groups["name"].Value));
            scrape.Values[$"{name}{{{match.Groups["labels"].Value}}}"] = double.Parse(match.Groups["value"].Value.Replace("+Inf", "Infinity", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
        }
        return scrape;
    }

    /// <summary>Adds what another scrape saw.</summary>
    public void Add(Scrape other)
    {
        foreach ((string name, HashSet<string> labels) in other._labels)
            if (!_labels.TryAdd(name, labels))
                _labels[name].UnionWith(labels);
    }

    private static string Base(string name) => Ending().Replace(name, "");

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>.*)\})? (?<value>\S+)( \S+)?$""")]
    private static partial Regex Sample();

    [GeneratedRegex("(?<name>[a-zA-Z_][a-zA-Z0-9_]*)=\"(?:[^\"\\\\]|\\\\.)*\"")]
    private static partial Regex Label();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Ending();
}
