using System.Diagnostics;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.TestKit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace ClipGrid.Contracts.Tests.Client;

/// <summary>The client where no grid is.</summary>
[Trait("Check", "74")]
public sealed class ClientWithoutGridTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConnectAsync_NobodyListens_ThrowsUnavailableInTime()
    {
        Stopwatch clock = Stopwatch.StartNew();

        GridException e = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(Nowhere(TimeSpan.FromSeconds(1)), Cancel));

        Assert.Equal(GridProblem.Unavailable, e.Problem);
        Assert.Contains("start a silo there", e.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task ConnectAsync_CancelledToken_ThrowsOperationCanceled()
    {
        using CancellationTokenSource stop = new();
        Task<ClipGridClient> connecting = ClipGridClient.ConnectAsync(Nowhere(TimeSpan.FromMinutes(5)), stop.Token);
        await stop.CancelAsync();

        OperationCanceledException e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);

        Assert.Equal(stop.Token, e.CancellationToken);
    }

    [Fact]
    public async Task AddClipGridClient_NobodyListens_FailsTheStartWithASentence()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        ClipGridClientOptions nowhere = Nowhere(TimeSpan.FromSeconds(1));
        builder.Services.AddClipGridClient(options => (options.Endpoint, options.ConnectTimeout) = (nowhere.Endpoint, nowhere.ConnectTimeout));
        using IHost host = builder.Build();

        GridException e = await Assert.ThrowsAsync<GridException>(() => host.StartAsync(Cancel));

        Assert.Equal(GridProblem.Unavailable, e.Problem);
    }

    [Fact]
    public async Task AddClipGridClient_WrongOptions_FailsTheStartAndNamesThem()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddClipGridClient(options => options.Endpoint = "here");
        using IHost host = builder.Build();

        OptionsValidationException e = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Cancel));

        Assert.Contains("Endpoint is \"here\"", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("here", "", "clipgrid", 15, "Endpoint is \"here\"", "ClusterId is empty")]
    [InlineData("here:0", "a", "", 15, "Endpoint is \"here:0\"", "ServiceId is empty")]
    [InlineData("::1:30000", "a", "b", 0, "Endpoint is \"::1:30000\"", "ConnectTimeout is 00:00:00")]
    [InlineData("a:70000", "a", "b", 6000, "Endpoint is \"a:70000\"", "ConnectTimeout is 01:40:00")]
    public async Task ConnectAsync_WrongOptions_NamesEach(string endpoint, string cluster, string service, int seconds, string first, string second)
    {
        ClipGridClientOptions options = new() { Endpoint = endpoint, ClusterId = cluster, ServiceId = service, ConnectTimeout = TimeSpan.FromSeconds(seconds) };

        GridException e = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(options, Cancel));

        Assert.Equal(GridProblem.Invalid, e.Problem);
        Assert.Contains(first, e.Message, StringComparison.Ordinal);
        Assert.Contains(second, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1:30000", "127.0.0.1", 30000)]
    [InlineData("[::1]:1", "::1", 1)]
    [InlineData("silo.clipgrid.svc:65535", "silo.clipgrid.svc", 65535)]
    public void Endpoint_WellWritten_RoundTrips(string text, string host, int port)
    {
        Assert.True(GridEndpoint.TryParse(text, out GridEndpoint endpoint));
        Assert.Equal(new GridEndpoint(host, port), endpoint);
        Assert.Equal(text, endpoint.ToString());
    }

    private static ClipGridClientOptions Nowhere(TimeSpan patience) => new() { Endpoint = $"127.0.0.1:{FreePorts.Take()}", ConnectTimeout = patience };
}
