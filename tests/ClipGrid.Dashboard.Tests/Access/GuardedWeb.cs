using System.Net.Http.Headers;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Dashboard.Tests.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Dashboard.Tests.Access;

/// <summary>All pages and the whole API on a real server, before a grid that knows two keys and nothing else.</summary>
public sealed class GuardedWeb : IAsyncDisposable
{
    /// <summary>A key of somebody called anna.</summary>
    public const string Anna = "cgk_anna";

    /// <summary>A key of somebody called bert.</summary>
    public const string Bert = "cgk_bert";

    private readonly WebApplication _app;
    private int _askedCount;

    private GuardedWeb(bool isAsked, IEnumerable<(string Key, string Value)> settings)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        (ClipGridClient client, StubGrid grid) = StubGrid.Connect();
        grid.Answer<IAccessGrain>(nameof(IAccessGrain.IdentifyAsync), arguments => Identify((string)arguments[0]!));
        builder.Services.AddSingleton(client);
        builder.AddClipGridDashboard(new AccessSettings { Mode = isAsked ? AccessMode.Required : AccessMode.Open }, isAsked);
        _app = builder.Build();
        _app.MapClipGridDashboard();
    }

    /// <summary>A client that follows no redirect and shows nothing.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Every route that it has.</summary>
    public IEnumerable<RouteEndpoint> Routes => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>How often the grid was asked whose key a text is.</summary>
    public int AskedCount => _askedCount;

    /// <summary>Starts one.</summary>
    public static async Task<GuardedWeb> StartAsync(bool isAsked, params (string Key, string Value)[] settings)
    {
        GuardedWeb web = new(isAsked, settings);
        await web._app.StartAsync();
        web.Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(web._app.Urls.First()) };
        return web;
    }

    /// <summary>Sends a request with a key, or without any.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? key = null, HttpContent? body = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = body };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await Http.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task<CallerInfo> Identify(string key)
    {
        Interlocked.Increment(ref _askedCount);
        return key switch
        {
            Anna => Task.FromResult(new CallerInfo("anna", GridRole.Trainer)),
            Bert => Task.FromResult(new CallerInfo("bert", GridRole.Trainer)),
            _ => Task.FromException<CallerInfo>(new GridException(GridProblem.Unauthenticated, "Nobody has this key.")),
        };
    }
}
