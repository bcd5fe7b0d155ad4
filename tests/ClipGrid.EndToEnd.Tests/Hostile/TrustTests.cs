using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Monitoring;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>What strangers can reach of a silo, and what it tells them.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow")]
public sealed partial class TrustTests(HostileGrid grid)
{
    private const int Rounds = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "S5")]
    public void Silo_AsItIsStarted_ListensOnLoopbackOnly()
    {
        IReadOnlyList<IPEndPoint> ports = ListeningPorts.Of(grid.Silo.ProcessId);

        Assert.Equal(grid.Ports.Order(), ports.Select(port => port.Port).Order());
        Assert.All(ports, port => Assert.True(IPAddress.IsLoopback(port.Address), $"{port}"));
    }

    [Fact, Trait("Check", "S19")]
    public async Task Key_Unknown_IsRefusedLikeAWrongOne()
    {
        string id = grid.Key.Split('_')[1];
        Dictionary<string, string> keys = new()
        {
            ["right id, wrong secret"] = $"cgk_{id}_{new string('0', 64)}",
            ["unknown id"] = $"cgk_000000000000_{new string('0', 64)}",
            ["no key at all"] = "cgk_x",
        };
        Dictionary<string, List<double>> times = keys.Keys.ToDictionary(name => name, _ => new List<double>());
        HashSet<string> answers = [];
        using HttpClient http = grid.Client();
        for (int round = 0; round < Rounds; round++)
            foreach ((string name, string key) in keys)
            {
                // Another one each time: what was asked for a moment ago is remembered.
                string shown = name == "no key at all" ? $"{key}{round}" : $"{key[..^4]}{round:x4}";
                long begin = Stopwatch.GetTimestamp();
                using HttpRequestMessage request = new(HttpMethod.Get, "/v1/models");
                request.Headers.TryAddWithoutValidation("X-Api-Key", shown);
                using HttpResponseMessage answer = await http.SendAsync(request, Cancel);
                string text = await answer.Content.ReadAsStringAsync(Cancel);
                if (round >= Rounds / 6)
                    times[name].Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
                Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
                answers.Add(TraceId().Replace(text, ""));
            }

        Assert.Single(answers);
        double[] usual = [.. times.Values.Select(list => list.Order().ElementAt(list.Count / 2))];
        Assert.True(usual.Max() < usual.Min() * 2 + 3, string.Join(", ", keys.Keys.Zip(usual, (name, time) => $"{name} {time:F2} ms")));
    }

    [Fact, Trait("Check", "S19")]
    public async Task SignIn_WithAnyWrongKey_ShowsTheSamePage()
    {
        string id = grid.Key.Split('_')[1];
        HashSet<string> pages = [];
        foreach (string key in new[] { $"cgk_{id}_{new string('0', 64)}", $"cgk_000000000000_{new string('0', 64)}", "nothing", new string('a', 100_000) })
        {
            using HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = grid.Http.BaseAddress };
            string form = await http.GetStringAsync("/sign-in", Cancel);
            Match token = Token().Match(form);
            using HttpResponseMessage answer = await http.PostAsync("/sign-in", new FormUrlEncodedContent([new(token.Groups["name"].Value, token.Groups["value"].Value), new("key", key), new("return", "/")]), Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            pages.Add(Token().Replace(await answer.Content.ReadAsStringAsync(Cancel), ""));
        }
        Assert.Single(pages);
    }

    [Fact, Trait("Check", "S17")]
    public async Task Secret_InTheConfiguration_IsNowhereElse()
    {
        StringBuilder seen = new();
        using (MonitorClient monitor = new(grid.Ports[3]))
            foreach (string path in new[] { "/metrics", "/health/ready", "/health/live", "/health/startup" })
                seen.AppendLine((await monitor.AskAsync(path)).Words);
        foreach (string path in new[] { "/v1/cluster", "/v1/devices", "/v1/nothing", "/v1/sessions/%20", "/cluster", "/cluster?tab=settings", "/sign-in", "/nothing", "/openapi/v1.json" })
        {
            using HttpResponseMessage answer = await grid.Http.GetAsync(path, Cancel);
            seen.AppendLine($"{answer.Headers}").AppendLine(await answer.Content.ReadAsStringAsync(Cancel));
        }
        ChildResult doctor = await Child.RunAsync("env", [$"CLIPGRID_ENDPOINT={grid.Silo.Endpoint}", $"CLIPGRID_KEY={grid.Key}", "dotnet", Built.Assembly("Cli"), "doctor"], Cancel);
        seen.AppendLine(doctor.Output).AppendLine(doctor.Error);
        seen.AppendLine(await File.ReadAllTextAsync($"/proc/{grid.Silo.ProcessId}/cmdline", Cancel));
        await using (Contracts.Client.ClipGridClient client = await Contracts.Client.ClipGridClient.ConnectAsync(new() { Endpoint = grid.Silo.Endpoint, ApiKey = grid.Key }, Cancel))
        {
            string silo = (await client.Cluster.GetSilosAsync(Cancel)).Single().Name;
            foreach (Contracts.Cluster.ConfigurationEntry entry in await client.Cluster.GetConfigurationAsync(silo, Cancel))
                seen.AppendLine($"{entry}");
            seen.AppendJoin('\n', (await client.Cluster.GetLogAsync(silo, cancellationToken: Cancel)).Entries);
        }

        Assert.Contains("ClipGrid:Access:Oidc:ClientSecret", seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(HostileGrid.Canary, seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(grid.Key, seen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(HostileGrid.Canary, grid.Silo.Words, StringComparison.Ordinal);
        // Once, when the grid started for the first time.
        Assert.Equal(2, grid.Silo.Words.Split(grid.Key).Length);
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex TraceId();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]+)\"")]
    private static partial Regex Token();
}
