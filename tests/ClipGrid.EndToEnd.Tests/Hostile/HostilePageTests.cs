using System.Net;
using System.Text;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Pages, pictures and downloads by addresses that nobody has linked to.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25"), Trait("Check", "B67")]
public sealed class HostilePageTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int UsualCount = 400;

    // A hole is where a hostile text stands.
    private static readonly string[] Addresses =
    [
        "/pictures/preview?dataset=emoji&key=1F431&side={}", "/pictures/preview?dataset={}&key=1F431", "/pictures/preview?dataset=emoji&key={}", "/pictures/file?dataset={}&key={}", "/models/export?model={}", "/models/export?model=demo&layout={}",
        "/datasets/{}", "/datasets/emoji?tab={}&page={}", "/datasets/emoji/item?key={}", "/datasets/emoji/ingests/{}", "/sessions/{}", "/sessions?state={}&sort={}", "/sessions/first?series={}&from={}", "/sessions/compare?ids={}", "/sessions/new?dataset={}&clone={}", "/models/{}", "/models/demo/{}", "/models/compare?left={}&right={}", "/classify?model={}&q={}",
        "/search?dataset=emoji&model=demo&q={}", "/search?dataset={}&model={}&q=a&filter={}", "/map?dataset={}&model={}", "/cluster?tab={}", "/sign-in?return={}", "/{}", "/health/{}", "/openapi/{}", "/docs/{}", "/css/{}", "/_framework/{}", "/_blazor?id={}",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_NearlyRight_IsAPageOrARefusal()
    {
        HostileCases cases = new(UsualCount, weight: 5);
        output.WriteLine($"{cases}");
        foreach (string address in Addresses)
            await FaultAsync(address.Replace("{}", "a", StringComparison.Ordinal));
        SiloHealth before = await SiloHealth.OfAsync(grid);
        List<string> faults = [];
        for (int number = 0; number < cases.Count; number++)
        {
            Random random = cases.Of(number);
            string address = Addresses[number % Addresses.Length];
            while (address.IndexOf("{}", StringComparison.Ordinal) is >= 0 and var hole)
                address = $"{address[..hole]}{Escaped(HostileTexts.Pick(random, grid.Listener.Port))}{address[(hole + 2)..]}";
            if (await FaultAsync(address) is { } fault)
                faults.Add($"{cases.Told(number)}: {address}\n  {fault}");
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {cases.Count}:\n{string.Join('\n', faults.Take(20))}\n{grid.Faults}");
        output.WriteLine(await before.AssertSameAsync());
    }

    private async Task<string?> FaultAsync(string address)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri($"{grid.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        try
        {
            using HttpResponseMessage answer = await grid.Http.SendAsync(request, Cancel);
            // Back to another site by a link to this one.
            if (answer.StatusCode == HttpStatusCode.Redirect && !answer.Headers.Location!.ToString().StartsWith('/') && new Uri(grid.Http.BaseAddress!, answer.Headers.Location).Host != grid.Http.BaseAddress!.Host)
                return $"leads to {answer.Headers.Location}";
            bool isForPrograms = address.StartsWith("/pictures", StringComparison.Ordinal) || address.StartsWith("/openapi", StringComparison.Ordinal);
            return HostileAnswer.Fault(answer, await answer.Content.ReadAsStringAsync(Cancel), isForPrograms);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !Cancel.IsCancellationRequested)
        {
            return $"{e.Message} {e.InnerException?.Message}";
        }
    }

    private static string Escaped(string text) => string.Concat(Encoding.UTF8.GetBytes(text.Length > 2_000 ? text[..2_000] : text).Select(one => char.IsAsciiLetterOrDigit((char)one) ? $"{(char)one}" : $"%{one:X2}"));
}
