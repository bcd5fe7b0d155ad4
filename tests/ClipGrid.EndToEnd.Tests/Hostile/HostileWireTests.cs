using System.Net;
using System.Net.Sockets;
using System.Text;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>What no client library would send: broken requests by hand, to every port that the silo has.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25"), Trait("Check", "B65")]
public sealed class HostileWireTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int UsualCount = 300;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Requests, in which HOST, KEY and NAME stand for what fits, and the statuses that may come.</summary>
    public static TheoryData<string, int[]> Requests => new()
    {
        { "GET /v1/models HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nX-A: b\r\nInjected: FORGED-LINE\r\n\r\n", [200] },
        { "GET /v1/models HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\nX: y\r\n\r\n", [200, 400, 401] },
        { "GET /v1/models HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: a\0b\r\n\r\n", [400] },
        { "GET /v1/sessions/a%0d%0aFORGED-LINE HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [400] },
        { "GET /v1/sessions/%1b%5b2JFORGED-LINE HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [400] },
        { "GET /v1/%0aFORGED-LINE HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [404] },
        { "GET /v1/../../../etc/passwd HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [302, 404] },
        { "GET /css/..%2f..%2f..%2fappsettings.json HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [404] },
        { "GET http://other.example/v1/models HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [400] },
        { "GET /v1/models HTTP/1.1\r\nX-Api-Key: KEY\r\n\r\n", [400] },
        { "GET /v1/models HTTP/1.1\r\nHost: HOST\r\nHost: other.example\r\nX-Api-Key: KEY\r\n\r\n", [400] },
        { "GET /v1/models HTTP/9.9\r\nHost: HOST\r\n\r\n", [400, 505] },
        { "nonsense\r\n\r\n", [400] },
        { "\0\0\0\0\r\n\r\n", [400] },
        { "GET  /v1/models HTTP/1.1\r\nHost: HOST\r\n\r\n", [400] },
        { "CONNECT other.example:443 HTTP/1.1\r\nHost: other.example:443\r\n\r\n", [400, 405] },
        { "POST /v1/search HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nContent-Length: -1\r\n\r\n{}", [400] },
        { "POST /v1/search HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}", [400] },
        { "POST /v1/search HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n", [400] },
        { "POST /v1/search HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{}\r\n", [400, 413] },
        { "POST /v1/search HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nContent-Length: 99999999999999999999\r\n\r\n{}", [400, 413] },
        { "POST /v1/search HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n\r\n{}", [413] },
        { "POST /uploads HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nX-ClipGrid-Upload: 1\r\nContent-Type: multipart/form-data; boundary=\"\r\nContent-Length: 2\r\n\r\n{}", [400, 415] },
        { "GET /v1/models HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\nX-Long: LONG\r\n\r\n", [431] },
        { "GET /v1/models?LONG HTTP/1.1\r\nHost: HOST\r\nX-Api-Key: KEY\r\n\r\n", [414] },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_ByHand_GetsAStatusOfItsOwn(string text, int[] statuses)
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);
        string request = text.Replace("HOST", $"127.0.0.1:{grid.Ports[2]}", StringComparison.Ordinal).Replace("KEY", grid.Key, StringComparison.Ordinal).Replace("LONG", new string('a', 40_000), StringComparison.Ordinal);

        string answer = await ExchangeAsync(grid.Ports[2], Encoding.Latin1.GetBytes(request), isWhole: true);

        Assert.True(statuses.Any(status => answer.StartsWith($"HTTP/1.1 {status} ", StringComparison.Ordinal)), answer);
        await before.AssertSameAsync();
    }

    [Fact]
    public async Task Bytes_AtEveryPort_EndNothing()
    {
        HostileCases cases = new(UsualCount, weight: 10);
        output.WriteLine($"{cases}");
        SiloHealth before = await SiloHealth.OfAsync(grid);
        byte[] seed = Encoding.ASCII.GetBytes($"POST /v1/search HTTP/1.1\r\nHost: 127.0.0.1:{grid.Ports[2]}\r\nX-Api-Key: {grid.Key}\r\nContent-Type: application/json\r\nContent-Length: 70\r\nConnection: close\r\n\r\n{{\"dataset\":\"emoji\",\"model\":\"demo\",\"terms\":[{{\"text\":\"a happy cat\"}}]   }}");
        for (int number = 0; number < cases.Count; number++)
        {
            Random random = cases.Of(number);
            // Mostly the port for HTTP; the others speak Orleans' own protocol, or serve health and metrics.
            int port = random.Next(3) > 0 ? grid.Ports[2] : grid.Ports[random.Next(4)];
            string answer = await ExchangeAsync(port, HostileBytes.Mutate(seed, random), isWhole: false);
            Assert.False(answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) && !answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal), $"{cases.Told(number)} at {port}: {answer}");
        }
        output.WriteLine(await before.AssertSameAsync());
    }

    private static async Task<string> ExchangeAsync(int port, byte[] request, bool isWhole)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancel);
        NetworkStream wire = client.GetStream();
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(LongestAnswer);
        try
        {
            await wire.WriteAsync(request, patience.Token);
            byte[] answer = new byte[4_096];
            Task<int> reading = wire.ReadAtLeastAsync(answer, 32, throwOnEndOfStream: false, patience.Token).AsTask();
            // Many cases are half a request: no more comes, after a while in which a whole one is answered.
            if (await Task.WhenAny(reading, Task.Delay(isWhole ? LongestAnswer : Moment, Cancel)) != reading)
                client.Client.Shutdown(SocketShutdown.Send);
            return Encoding.Latin1.GetString(answer, 0, await reading);
        }
        catch (IOException)
        {
            // It hung up.
            return "";
        }
    }
}
