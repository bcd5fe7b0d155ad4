using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Monitoring;

/// <summary>What a silo exposes at /metrics, against what dashboards, alerts and the table of metrics say.</summary>
[Trait("Speed", "Slow")]
public sealed partial class MetricTests(MonitoredGrid grid) : IClassFixture<MonitoredGrid>
{
    private const string OfPrometheus = "up";

    // Only there once something has gone wrong.
    private static readonly string[] Rare = ["clipgrid_encoder_host_load_failures_total"];

    public static TheoryData<string> Dashboards => [.. Directory.GetFiles(Built.Root("infra/grafana/dashboards"), "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Dashboards))]
    public void Dashboard_Each_AsksForWhatIsThere(string name)
    {
        JsonNode dashboard = JsonNode.Parse(File.ReadAllText(Built.Root($"infra/grafana/dashboards/{name}")))!;
        string[] queries = [.. dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => target!["expr"]!.GetValue<string>())];

        Assert.NotEmpty(queries);
        Assert.Equal(Path.GetFileNameWithoutExtension(name), dashboard["uid"]!.GetValue<string>());
        AssertThere(queries);
    }

    [Fact]
    public void Rules_Each_AskForWhatIsThere()
    {
        string[] queries = [.. Expression().Matches(File.ReadAllText(Built.Root("infra/grafana/rules/clipgrid.yaml"))).Select(match => match.Groups["query"].Value)];

        Assert.Equal(12, queries.Length);
        AssertThere(queries);
    }

    [Theory]
    [InlineData("clipgrid_search_partitions_missing_total")]
    [InlineData("clipgrid_encoder_host_refused_total")]
    [InlineData("clipgrid_storage_retries_total")]
    [InlineData("clipgrid_storage_breaker_open")]
    [InlineData("clipgrid_ingest_items_total")]
    [InlineData("clipgrid_training_runs")]
    [InlineData("clipgrid_data_folder_free_bytes")]
    public void Metric_ThatIsCountedUp_IsThereBeforeAnythingHappens(string name) => Assert.Contains(name, grid.AtStart.Names);

    [Fact]
    public void Table_OfMetrics_HasWhatIsThereAndNothingElse()
    {
        string[] told = [.. Row().Matches(File.ReadAllText(Built.Root("infra/grafana/README.md"))).Select(match => match.Groups["name"].Value)];
        string[] there = [.. grid.Seen.Families.Where(name => name.StartsWith("clipgrid_", StringComparison.Ordinal))];

        Assert.NotEmpty(there);
        Assert.Empty(there.Except(told));
        Assert.Empty(told.Except(there).Except(Rare));
    }

    [Fact]
    public async Task Metrics_OnAnyOtherPort_AreNotThere()
    {
        using MonitorClient pages = new(grid.Silo.HttpPort!.Value);

        Assert.Equal(HttpStatusCode.NotFound, (await pages.AskAsync("/metrics")).Status);
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await pages.AskAsync("/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await pages.AskAsync("/health/live"));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await pages.AskAsync("/health/startup"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/v1/models")]
    [InlineData("/health")]
    [InlineData("/orleans")]
    public async Task Monitor_AskedForAnythingElse_HasNothing(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await grid.Monitor.AskAsync(path)).Status);

    [Fact]
    public async Task Metrics_AfterASession_CountIt()
    {
        Scrape scrape = await grid.Monitor.ScrapeAsync();

        Assert.Equal(60, Sum(scrape, "clipgrid_training_steps_total"));
        Assert.Equal(60 * 32, Sum(scrape, "clipgrid_training_samples_total"));
        Assert.Equal(60, Sum(scrape, "clipgrid_training_step_duration_seconds_count"));
        Assert.Equal(1, Sum(scrape, "clipgrid_training_ended_total"));
        Assert.Equal(0, Sum(scrape, "clipgrid_training_runs"));
        Assert.Equal(201, Sum(scrape, "clipgrid_ingest_items_total"));
        Assert.Equal(1, Sum(scrape, "clipgrid_ingest_refused_total"));
        Assert.Equal(1, Sum(scrape, "clipgrid_search_duration_seconds_count"));
        Assert.Equal(2, Sum(scrape, "clipgrid_search_partitions_asked_total"));
        Assert.Equal(0, Sum(scrape, "clipgrid_search_partitions_missing_total"));
        Assert.Equal(2, Sum(scrape, "clipgrid_index_partitions"));
        Assert.Equal(0, Sum(scrape, "clipgrid_storage_breaker_open"));
    }

    private static double Sum(Scrape scrape, string name) =>
        scrape.Values.Where(value => value.Key.StartsWith($"{name}{{", StringComparison.Ordinal)).Sum(value => value.Value);

    private void AssertThere(IEnumerable<string> queries)
    {
        List<string> faults = [];
        foreach (string query in queries)
        {
            MetricUse[] uses = [.. MetricUse.Of(query)];
            if (uses.Length == 0)
                faults.Add($"no metric: {query}");
            foreach (MetricUse use in uses.Where(use => use.Name != OfPrometheus && !Rare.Contains(use.Name)))
                if (!grid.Seen.Names.Contains(use.Name))
                    faults.Add($"{use.Name} is not there: {query}");
                else
                    faults.AddRange(use.Labels.Where(label => !grid.Seen.LabelsOf(use.Name).Contains(label)).Select(label => $"{use.Name} has no label {label}: {query}"));
        }
        Assert.Empty(faults);
    }

    [GeneratedRegex(@"^\s+expr: (?<query>.+)$", RegexOptions.Multiline)]
    private static partial Regex Expression();

    // | `clipgrid_search_duration_seconds` | …
    [GeneratedRegex(@"^\| `(?<name>clipgrid_[a-z_]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
