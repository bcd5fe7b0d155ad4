using System.Net;
using System.Text.Json.Nodes;
using ClipGrid.Contracts.Models;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Http;

/// <summary>Aliases and their tags.</summary>
[Collection(typeof(SharedHttpGrid))]
[Trait("Speed", "Slow")]
public sealed class AliasTests(HttpGrid grid)
{
    private const string Place = "/v1/models/demo/aliases/champion";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "B70")]
    public async Task Alias_ChangedByWhoSawAnOlderOne_IsRefused()
    {
        JsonObject target = new() { ["target"] = "latest", ["isProtected"] = false, ["overrideProtection"] = true };
        using HttpResponseMessage set = await grid.Http.SendAsync(HttpMethod.Put, Place, target);
        Assert.Equal(grid.Model.ToString(), (string)(await set.JsonAsync())["target"]!);
        string tag = set.Headers.ETag!.ToString();

        using HttpResponseMessage known = await grid.Http.SendAsync(HttpMethod.Get, Place, null, ("If-None-Match", tag));
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);

        target["isProtected"] = true;
        using HttpResponseMessage fresh = await grid.Http.SendAsync(HttpMethod.Put, Place, target, ("If-Match", tag));
        Assert.True((bool)(await fresh.JsonAsync())["isProtected"]!);
        using HttpResponseMessage stale = await grid.Http.SendAsync(HttpMethod.Put, Place, target, ("If-Match", tag));
        Assert.Contains("no longer", (string)(await stale.JsonAsync(HttpStatusCode.PreconditionFailed))["detail"]!, StringComparison.Ordinal);
        using HttpResponseMessage staleRemoval = await grid.Http.SendAsync(HttpMethod.Delete, Place, null, ("If-Match", tag));
        Assert.Equal(HttpStatusCode.PreconditionFailed, staleRemoval.StatusCode);
        using HttpResponseMessage unread = await grid.Http.SendAsync(HttpMethod.Delete, Place, null, ("If-Match", "no tag"));
        Assert.Equal(HttpStatusCode.BadRequest, unread.StatusCode);

        using HttpResponseMessage guarded = await grid.Http.SendAsync(HttpMethod.Delete, Place);
        Assert.Equal("wrongState", (string)(await guarded.JsonAsync(HttpStatusCode.Conflict))["kind"]!);
        using HttpResponseMessage removed = await grid.Http.SendAsync(HttpMethod.Delete, $"{Place}?overrideProtection=true", null, ("If-Match", fresh.Headers.ETag!.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        using HttpResponseMessage gone = await grid.Http.SendAsync(HttpMethod.Get, Place);
        Assert.Equal("notFound", (string)(await gone.JsonAsync(HttpStatusCode.NotFound))["kind"]!);
    }

    [Fact]
    public async Task Import_OfAFolderThatIsNotThere_IsAskedForItsFailureOrRefused()
    {
        using HttpResponseMessage started = await grid.Http.SendAsync(HttpMethod.Post, "/v1/models/imported/imports", new JsonObject { ["path"] = "/no/such/folder" });
        if (started.StatusCode == HttpStatusCode.NotFound)
            return;
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        JsonNode status;
        do
            status = await grid.Http.AskAsync(started.Headers.Location!.ToString());
        while ((string)status["state"]! == "running");
        Assert.Equal("failed", (string)status["state"]!);
        Assert.Contains("/no/such/folder", (string)status["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_OfAnAlias_IsTaggedByItsDigest()
    {
        using HttpResponseMessage version = await grid.Http.SendAsync(HttpMethod.Get, "/v1/models/demo/versions/latest");
        ModelVersionInfo latest = await grid.Grid.Models.ResolveAsync(ModelRef.Parse("demo"), Cancel);

        Assert.Equal(latest.Id.ToString(), (string)(await version.JsonAsync())["id"]!);
        Assert.Equal($"\"{latest.Id.Digest}\"", version.Headers.ETag!.ToString());
    }
}
