using System.Net;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Search;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>What there is, page by page.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class ListTests(HttpGrid grid)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, 90)]
    [InlineData("group != flags and not key in (\"images/1f9c7.png\")", 64)]
    [InlineData("group = flags", 1)]
    public async Task Items_PageByPage_AreThoseOfTheSdk(string? filter, int pageSize)
    {
        List<string> expected = [];
        await foreach (ItemInfo item in grid.Grid.Datasets.ListItemsAsync(DatasetRef.Parse("emoji"), Cancel))
            expected.Add(item.Key);
        if (filter is not null)
            expected = [.. expected.Intersect((await grid.Grid.Search.SearchAsync(Everything(filter), Cancel)).Hits.Select(hit => hit.Item.Key))];

        string path = $"/v1/datasets/emoji/items?pageSize={pageSize}{(filter is null ? "" : $"&filter={Uri.EscapeDataString(filter)}")}";
        List<string> read = [];
        string? token = null;
        do
        {
            JsonNode page = await grid.Http.AskAsync($"{path}{(token is null ? "" : $"&pageToken={token}")}");
            read.AddRange(page["items"]!.AsArray().Select(item => (string)item!["key"]!));
            token = (string?)page["nextPageToken"];
        }
        while (token is not null);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, read);
    }

    [Fact, Trait("Check", "B73")]
    public async Task PageToken_OfAnotherList_IsRefused()
    {
        string token = (string)(await grid.Http.AskAsync("/v1/datasets/emoji/items?pageSize=1"))["nextPageToken"]!;

        using HttpResponseMessage other = await grid.Http.SendAsync(HttpMethod.Get, $"/v1/datasets/emoji/items?pageSize=1&filter=true&pageToken={token}");
        Assert.Equal("pageToken", (string)(await other.JsonAsync(HttpStatusCode.BadRequest))["member"]!);
    }

    [Fact]
    public async Task Ingest_FromThePathOfTheSilo_BecomesADataSetThatCanBeDeleted()
    {
        JsonObject body = new() { ["path"] = Path.GetDirectoryName(HttpGrid.Picture), ["format"] = "classFolders" };
        JsonObject right = new() { ["path"] = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(HttpGrid.Picture))!, "captions.csv") };
        using HttpResponseMessage started = await grid.Http.SendAsync(HttpMethod.Post, "/v1/datasets/second/ingests", right, ("Idempotency-Key", "bring"));
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        using HttpResponseMessage other = await grid.Http.SendAsync(HttpMethod.Post, "/v1/datasets/second/ingests", body, ("Idempotency-Key", "bring"));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        JsonNode status;
        do
            status = await grid.Http.AskAsync(started.Headers.Location!.ToString());
        while ((string)status["state"]! == "running");
        Assert.Equal(("completed", 200), ((string)status["state"]!, (int)status["itemCount"]!));

        JsonNode names = await grid.Http.AskAsync("/v1/datasets?pageSize=1");
        JsonNode rest = await grid.Http.AskAsync($"/v1/datasets?pageSize=1&pageToken={names["nextPageToken"]}");
        Assert.Equal(("emoji", "second"), ((string)names["items"]![0]!["name"]!, (string)rest["items"]![0]!["name"]!));
        JsonNode embedding = await grid.Http.PostAsync("/v1/embeddings/sets", new JsonObject { ["dataset"] = "second", ["model"] = "demo" }, HttpStatusCode.Accepted);
        Assert.Equal((string)embedding["id"]!, (string)(await grid.Http.AskAsync($"/v1/embeddings/sets/{embedding["id"]}"))["id"]!);
        string key = (string)(await grid.Http.AskAsync("/v1/datasets/second/items?pageSize=1"))["items"]![0]!["key"]!;
        Assert.Equal(1, (int)(await grid.Http.PostAsync("/v1/datasets/second/items/delete", new JsonObject { ["keys"] = new JsonArray(key, "nobody") }))["deletedCount"]!);
        using HttpResponseMessage gone = await grid.Http.SendAsync(HttpMethod.Get, $"/v1/datasets/second/item?key={Uri.EscapeDataString(key)}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);

        using HttpResponseMessage stopped = await grid.Http.SendAsync(HttpMethod.Post, $"/v1/embeddings/sets/{embedding["id"]}/cancel");
        Assert.Equal(HttpStatusCode.OK, stopped.StatusCode);
        using HttpResponseMessage deleted = await grid.Http.SendAsync(HttpMethod.Delete, "/v1/datasets/second");
        Assert.True(deleted.StatusCode == HttpStatusCode.NoContent, await deleted.Content.ReadAsStringAsync(Cancel));
        using HttpResponseMessage missing = await grid.Http.SendAsync(HttpMethod.Get, "/v1/datasets/second");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Version_SeenBefore_IsNotSentAgain()
    {
        using HttpResponseMessage first = await grid.Http.SendAsync(HttpMethod.Get, "/v1/datasets/emoji/versions/1");
        using HttpResponseMessage again = await grid.Http.SendAsync(HttpMethod.Get, "/v1/datasets/emoji/versions/1", null, ("If-None-Match", first.Headers.ETag!.ToString()));

        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task ClusterAndDevices_Answer()
    {
        JsonNode cluster = await grid.Http.AskAsync("/v1/cluster");
        JsonNode devices = await grid.Http.AskAsync("/v1/devices");

        Assert.Equal(await grid.Grid.Cluster.GetVersionAsync(Cancel), (string)cluster["version"]!);
        Assert.All(cluster["checks"]!.AsArray(), check => Assert.Equal("good", (string)check!["status"]!));
        Assert.Equal("cpu", (string)devices["devices"]![0]!["kind"]!);
    }

    private SearchRequest Everything(string filter) => new()
    {
        Dataset = DatasetRef.Parse("emoji"),
        Model = new Contracts.Models.ModelRef(grid.Model.Name, grid.Model.Digest.Value),
        Terms = [new SearchTerm { Text = "a" }],
        Filter = FilterText.Parse(filter),
        Top = 1_000,
    };
}
