using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Errors;
using ClipGrid.EndToEnd.Tests.Monitoring;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Tls;

/// <summary>Silos and clients that show each other certificates, and who is refused.</summary>
[Trait("Check", "S6")]
public sealed class TlsTests(TlsGrid grid) : IClassFixture<TlsGrid>
{
    private static readonly TimeSpan LongestRenewal = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_WithTheGridsCertificates_ReachesBothSilos()
    {
        await using ClipGridClient client = await ClipGridClient.ConnectAsync(grid.Options("client"), Cancel);

        Assert.Equal(2, await CountAsync(client, Cancel));
        ChildResult command = await CommandAsync("client");
        Assert.True(command.ExitCode == 0, command.ToString());
    }

    [Fact]
    public async Task WebTier_WithTheGridsCertificates_ServesPages()
    {
        using WebTierProcess web = await WebTierProcess.StartAsync(grid.Endpoint, Cancel, new Dictionary<string, string> { ["ClipGrid__Tls__Folder"] = grid.Of("client") });
        using HttpClient http = new(new SocketsHttpHandler()) { BaseAddress = web.Address };

        Assert.Contains("\"items\"", await http.GetStringAsync(new Uri("/v1/datasets", UriKind.Relative), Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client", "Healthy", "the certificate is good until ")]
    [InlineData("short", "Degraded", "the certificate ends on ")]
    public async Task Health_OfACertificate_SaysWhenItEnds(string folder, string status, string said)
    {
        int port = FreePorts.Take();
        Dictionary<string, string> environment = new() { ["ClipGrid__Tls__Folder"] = grid.Of(folder), ["ClipGrid__MonitorPort"] = $"{port}" };
        using WebTierProcess web = await WebTierProcess.StartAsync(grid.Endpoint, Cancel, environment);
        using MonitorClient monitor = new(port);

        (HttpStatusCode code, string words) = await monitor.AskAsync("health/ready");
        Assert.Equal(HttpStatusCode.OK, code);
        Assert.StartsWith(status, words, StringComparison.Ordinal);
        Assert.Contains(said, words, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "74")]
    public async Task Client_ThatSpeaksNoTls_IsToldSo()
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(grid.Options(null), Cancel));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Equal($"The silo at {grid.Endpoint} speaks TLS: name a folder with certificates of its authority (TlsFolder, --tls or CLIPGRID_TLS).", error.Message);
        ChildResult command = await CommandAsync(null);
        Assert.Equal((1, $"clipgrid: {error.Message}"), (command.ExitCode, command.Error.Trim()));
        await grid.UntilSaidAsync("was refused: it spoke no TLS");
        Assert.DoesNotContain("AuthenticationException", grid.Words(0), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("past", "or its authority is good from")]
    [InlineData("self", "is not of an authority in ca.crt")]
    public async Task Client_WithACertificateThatIsNotGood_IsToldSoBeforeItConnects(string folder, string said)
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(grid.Options(folder), Cancel));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_OfAnotherAuthority_TakesNoneOfThemForASilo()
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(grid.Options("stranger"), Cancel));
        Assert.Equal(GridProblem.Unauthenticated, error.Problem);
        Assert.StartsWith($"Who answers at {grid.Endpoint} is not taken for a silo: the certificate CN=clipgrid-silo is not of an authority in ca.crt.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Client_ThatExpectsAnotherName_TakesNoneOfThemForASilo()
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(grid.Options("client") with { TlsSiloName = "other.example" }, Cancel));
        Assert.Contains("the certificate CN=clipgrid-silo is not for other.example", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("self")]
    [InlineData("past")]
    [InlineData("stranger")]
    [InlineData("strange-silo")]
    public async Task Ports_ShownNoneOrABadCertificate_TalkToNobody(string? folder)
    {
        Assert.False((await grid.GreetAsync(GatewayPort, folder)).IsTaken);
        Assert.False((await grid.GreetAsync(grid.SiloPort, folder)).IsTaken);
    }

    [Fact]
    public async Task SiloPort_ShownAClientsCertificate_TakesItForNoSilo()
    {
        Assert.True((await grid.GreetAsync(GatewayPort, "client")).IsTaken);
        Assert.False((await grid.GreetAsync(grid.SiloPort, "client")).IsTaken);
        Assert.True((await grid.GreetAsync(grid.SiloPort, "silo")).IsTaken);
        await grid.UntilSaidAsync("is not for clipgrid-silo");
    }

    [Fact]
    public async Task Files_Renewed_AreTakenWithoutARestartAndByOne()
    {
        string before = (await grid.GreetAsync(GatewayPort, null)).Shown;
        await using ClipGridClient client = await ClipGridClient.ConnectAsync(grid.Options("client"), Cancel);

        grid.Renew();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(LongestRenewal);
        while ((await grid.GreetAsync(GatewayPort, null)).Shown == before)
            await Task.Delay(500, patience.Token);
        await using (ClipGridClient other = await ClipGridClient.ConnectAsync(grid.Options("client"), Cancel))
            Assert.Equal(2, await CountAsync(other, Cancel));
        await grid.RestartAsync(1);

        // Who was connected goes on, and the silos find each other with the new ones.
        while (await CountAsync(client, patience.Token) < 2)
            await Task.Delay(200, patience.Token);
    }

    [Theory]
    [InlineData("client", "is not for clipgrid-silo")]
    [InlineData("past", "or its authority is good from")]
    [InlineData("none", "cannot be read")]
    public async Task Silo_WithoutASilosCertificate_DoesNotStart(string folder, string said)
    {
        ChildResult silo = await StartAsync(("ClipGrid__Tls__Folder", grid.Of(folder)));

        Assert.Equal(1, silo.ExitCode);
        Assert.Contains(said, silo.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "S5")]
    public async Task Silo_OfANetwork_SpeaksTlsUnlessItIsToldNotTo()
    {
        string? address = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(one => one.GetIPProperties().UnicastAddresses)
            .FirstOrDefault(one => one.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one.Address))?.Address.ToString();
        Assert.SkipWhen(address is null, "This machine has no address but loopback.");

        ChildResult silo = await StartAsync(("ClipGrid__Address", address), ("ClipGrid__AllowPublicAddress", "true"));

        Assert.Equal(1, silo.ExitCode);
        Assert.Contains("name a folder with certificates in ClipGrid:Tls:Folder", silo.Error, StringComparison.Ordinal);
        Assert.Contains("ClipGrid:Tls:AllowPlain", silo.Error, StringComparison.Ordinal);
    }

    [Fact, Trait("Check", "74")]
    public async Task Client_OfAGridThatSpeaksNone_IsToldSo()
    {
        using TemporaryFolder data = new();
        using GridProcess plain = await GridProcess.StartAsync(data.FullName, Cancel);

        GridException error = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(grid.Options("client") with { Endpoint = plain.Endpoint }, Cancel));
        Assert.StartsWith($"Who answers at {plain.Endpoint} speaks no TLS", error.Message, StringComparison.Ordinal);
        await using ClipGridClient right = await ClipGridClient.ConnectAsync(grid.Options(null) with { Endpoint = plain.Endpoint }, Cancel);
        Assert.Single(await right.Cluster.GetSilosAsync(Cancel));
    }

    private int GatewayPort => int.Parse(grid.Endpoint.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

    // The silos that serve, as one of them sees them, and that answer it.
    private static async Task<int> CountAsync(ClipGridClient client, CancellationToken cancel) =>
        (await client.Cluster.GetSilosAsync(cancel)).Count(silo => silo is { State: SiloState.Active, PartitionCount: not null });

    private Task<ChildResult> CommandAsync(string? folder) => Child.RunAsync(
        "env", [$"CLIPGRID_ENDPOINT={grid.Endpoint}", $"CLIPGRID_TLS={(folder is null ? "" : grid.Of(folder))}", "dotnet", Built.Assembly("Cli"), "dataset", "list"], Cancel);

    private static async Task<ChildResult> StartAsync(params (string Key, string Value)[] settings)
    {
        using TemporaryFolder data = new();
        int[] ports = FreePorts.Take(2);
        return await Child.RunAsync(
            "env",
            [.. settings.Select(setting => $"{setting.Key}={setting.Value}"), "dotnet", Built.Assembly("Silo"), "--data", data.FullName, "--silo-port", $"{ports[0]}", "--gateway-port", $"{ports[1]}", "--no-dashboard"],
            Cancel);
    }
}
