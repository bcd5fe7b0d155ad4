using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Access;

/// <summary>A grid that asks who comes, through the command and by HTTP.</summary>
[Trait("Speed", "Slow")]
public sealed class AccessTests(GuardedGrid grid) : IClassFixture<GuardedGrid>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact, Trait("Check", "S4")]
    public async Task Silo_StartedAgain_ShowsTheFirstKeyNoMore()
    {
        await grid.RestartAsync();

        Assert.Equal(0, (await grid.RunAsync(grid.Admin, "key", "list")).ExitCode);
        Assert.DoesNotContain("cgk_", grid.Silo.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithAndWithoutAKey_IsLetInByItsRole()
    {
        ChildResult nobody = await grid.RunAsync(null, "dataset", "list");
        ChildResult reader = await grid.RunAsync(grid.Reader, "dataset", "list");
        ChildResult denied = await grid.RunAsync(grid.Reader, "dataset", "delete", "none", "--yes");
        ChildResult admin = await grid.RunAsync(grid.Admin, "key", "list", "--json");

        Assert.Equal(1, nobody.ExitCode);
        Assert.Contains("CLIPGRID_KEY", Assert.Single(nobody.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.Equal(0, reader.ExitCode);
        Assert.Equal(1, denied.ExitCode);
        Assert.Contains("admin", denied.Error, StringComparison.Ordinal);
        Assert.Equal(0, admin.ExitCode);
        Assert.DoesNotContain(grid.Reader[^20..], admin.Output, StringComparison.Ordinal);
    }

    [Theory, Trait("Check", "S1")]
    [InlineData("/v1/models")]
    [InlineData("/v1/sessions")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/pictures/preview?dataset=none&key=a")]
    public async Task Http_WithoutAKey_Is401WithAProblem(string path)
    {
        using HttpClientHandler handler = new();
        using HttpClient client = new(handler);
        using HttpResponseMessage answer = await client.GetAsync(grid.Url(path), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        Assert.Equal(401, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("status").GetInt32());
    }

    [Fact, Trait("Check", "S2")]
    public async Task Http_WithAReadersKey_ReadsAndDeletesNothing()
    {
        using HttpClientHandler handler = new();
        using HttpClient client = new(handler) { BaseAddress = grid.Url("/") };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", grid.Reader);
        using HttpResponseMessage models = await client.GetAsync("v1/models", Cancel);
        using HttpResponseMessage deleted = await client.DeleteAsync("v1/datasets/none", Cancel);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", grid.Reader[..^1] + (grid.Reader[^1] == '0' ? '1' : '0'));
        using HttpResponseMessage unknown = await client.GetAsync("v1/models", Cancel);

        Assert.Equal(HttpStatusCode.OK, models.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, deleted.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
    }

    [Theory, Trait("Check", "S1")]
    [InlineData("/")]
    [InlineData("/datasets")]
    [InlineData("/cluster")]
    [InlineData("/cluster/orleans/")]
    [InlineData("/docs/")]
    public async Task Page_WithoutSigningIn_LeadsToTheWayIn(string path)
    {
        using HttpClientHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient client = new(handler);
        using HttpResponseMessage answer = await client.GetAsync(grid.Url(path), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", new Uri(grid.Url("/"), answer.Headers.Location!).AbsolutePath, StringComparison.Ordinal);
    }

    [Theory, Trait("Check", "S1")]
    [InlineData("/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("/uploads")]
    [InlineData("/sign-out")]
    public async Task Post_WithoutSigningIn_IsRefused(string path)
    {
        using HttpClientHandler handler = new() { AllowAutoRedirect = false };
        using HttpClient client = new(handler);
        using HttpResponseMessage answer = await client.PostAsync(grid.Url(path), null, Cancel);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }
}
