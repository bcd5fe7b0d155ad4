using System.Globalization;
using System.Net;
using System.Text;
using ClipGrid.TestKit.Hostile;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Uploads as no browser sends them.</summary>
[Collection(typeof(SharedHostileGrid))]
[Trait("Speed", "Slow"), Trait("Check", "S25"), Trait("Check", "B68"), Trait("Check", "S16")]
public sealed class HostileUploadTests(HostileGrid grid, ITestOutputHelper output)
{
    private const int UsualCount = 400;
    private const string Boundary = "----a1b2c3";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../../guarded/x.png")]
    [InlineData("/tmp/x.png")]
    [InlineData("a/../../../x.png")]
    [InlineData("..\\..\\x.png")]
    [InlineData("a\u0000.png")]
    [InlineData("a\r\nFORGED-LINE.png")]
    [InlineData("con/nul.png")]
    [InlineData("a.png.exe")]
    [InlineData("\u202Egnp.exe")]
    [InlineData("")]
    public async Task Upload_OfAPathThatLeavesItsFolder_StaysInside(string path)
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);
        byte[] body = Body(System.Text.Json.JsonSerializer.Serialize(path), path);

        Assert.Null(await FaultAsync("/uploads", body, $"multipart/form-data; boundary={Boundary}"));

        await before.AssertSameAsync();
    }

    [Theory]
    [InlineData("multipart/form-data", 400)]
    [InlineData("multipart/form-data; boundary=", 400)]
    [InlineData("multipart/form-data; boundary=\"\"", 400)]
    [InlineData("multipart/form-data; boundary=other", 400)]
    [InlineData("multipart/mixed; boundary=----a1b2c3", 415)]
    [InlineData("application/json", 415)]
    public async Task Upload_WithoutItsBoundary_IsRefused(string type, int status)
    {
        using HttpResponseMessage answer = await SendAsync("/uploads", Body("\"a/x.png\"", "x"), type);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Null(HostileAnswer.Fault(answer, await answer.Content.ReadAsStringAsync(Cancel), isForPrograms: true));
    }

    [Fact]
    public async Task Upload_OfTenThousandPartsThatWereNotAnnounced_IsRefused()
    {
        SiloHealth before = await SiloHealth.OfAsync(grid);
        StringBuilder body = new(Encoding.Latin1.GetString(Body("\"a/x.png\"", "x", "many")[..^(Boundary.Length + 6)]));
        for (int i = 0; i < 10_000; i++)
            body.Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{i}\"\r\n\r\nx\r\n");
        body.Append(CultureInfo.InvariantCulture, $"--{Boundary}--\r\n");

        using HttpResponseMessage answer = await SendAsync("/uploads", Encoding.Latin1.GetBytes(body.ToString()), $"multipart/form-data; boundary={Boundary}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        await before.AssertSameAsync();
    }

    [Fact]
    public async Task Upload_NearlyRight_IsTakenOrRefusedInASentence()
    {
        HostileCases cases = new(UsualCount, weight: 5);
        output.WriteLine($"{cases}");
        byte[] body = Body("\"a/cat/x.png\"", "x");
        byte[] plan = """{"files":[{"path":"a/cat/x.png","size":3},{"path":"a/dog/y.png","size":4}]}"""u8.ToArray();
        SiloHealth before = await SiloHealth.OfAsync(grid);
        for (int number = 0; number < cases.Count; number++)
        {
            Random random = cases.Of(number);
            string? fault = random.Next(4) == 0
                ? await FaultAsync("/uploads/plan", HostileBytes.Mutate(plan, random), "application/json")
                : await FaultAsync("/uploads", HostileBytes.Mutate(body, random), $"multipart/form-data; boundary={Boundary}");
            Assert.True(fault is null, $"{cases.Told(number)}: {fault}");
        }
        output.WriteLine(await before.AssertSameAsync());
    }

    private static byte[] Body(string jsonPath, string partName, string dataset = "uploaded")
    {
        byte[] picture = HostileGrid.Picture(1);
        string json = $$"""{"operation":"{{Guid.NewGuid():n}}","settings":{"name":"{{dataset}}","format":"Auto","onExisting":"Refuse","labelNames":[],"split":null},"files":[{"path":{{jsonPath}},"size":{{picture.Length}}}]}""";
        string shown = new([.. partName.Select(c => char.IsControl(c) || c > 0x7E ? '_' : c)]);
        return
        [
            .. Encoding.UTF8.GetBytes($"--{Boundary}\r\nContent-Disposition: form-data; name=\"request\"\r\nContent-Type: application/json\r\n\r\n{json}\r\n--{Boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{shown}\"\r\nContent-Type: image/png\r\n\r\n"),
            .. picture,
            .. Encoding.UTF8.GetBytes($"\r\n--{Boundary}--\r\n"),
        ];
    }

    private async Task<string?> FaultAsync(string path, byte[] body, string type)
    {
        using HttpResponseMessage answer = await SendAsync(path, body, type);
        return HostileAnswer.Fault(answer, await answer.Content.ReadAsStringAsync(Cancel), isForPrograms: true);
    }

    private async Task<HttpResponseMessage> SendAsync(string path, byte[] body, string type)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-ClipGrid-Upload", "1");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return await grid.Http.SendAsync(request, Cancel);
    }
}
