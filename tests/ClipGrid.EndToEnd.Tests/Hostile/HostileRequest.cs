using System.Text;
using ClipGrid.TestKit.Hostile;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>Makes requests that are nearly right: each part of one is good or hostile, by chance.</summary>
internal sealed class HostileRequest(Random random, Uri root, int listenerPort)
{
    private static readonly string[] AnyHeaders =
    [
        "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "Accept", "Accept-Encoding", "Accept-Language", "Range", "X-Forwarded-For", "Forwarded", "X-Forwarded-Host", "X-Original-URL", "X-HTTP-Method-Override",
        "traceparent", "tracestate", "baggage", "Cookie", "User-Agent", "Referer", "X-ClipGrid-Upload", "Expect", "TE", "Upgrade",
    ];

    private static readonly string[] ContentTypes = ["application/json; charset=utf-16", "application/json; charset=nothing", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/problem+json", "image/png", "a/b; c=\"", "", "*/*"];

    /// <summary>A request for an operation.</summary>
    public HttpRequestMessage Make(ApiOperation operation)
    {
        StringBuilder address = new(operation.Path);
        bool mayBeGood = operation.Method != HttpMethod.Delete;
        foreach (string name in operation.PathParameters)
            address.Replace($"{{{name}}}", mayBeGood && random.Next(3) > 0 ? Good(operation.Path, name) : Escaped(Text()));
        AddQuery(address, operation.Queries);
        // Not DELETE: at a good address it takes away what all the tests attack.
        HttpMethod method = random.Next(30) == 0 ? new HttpMethod(((string[])["GET", "PUT", "POST", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"])[random.Next(8)]) : operation.Method;
        HttpRequestMessage request = new(method, new Uri($"{root.GetLeftPart(UriPartial.Authority)}{address}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (operation.Example is { } example && method != HttpMethod.Get && method != HttpMethod.Head)
            request.Content = Body(random.Next(12) == 0 ? HostileBytes.Mutate("{}"u8, random) : new JsonMutation(random, listenerPort).Mutate(example));
        foreach (string name in operation.Headers)
            if (random.Next(3) == 0)
                AddHeader(request, name);
        if (random.Next(4) == 0)
            AddHeader(request, AnyHeaders[random.Next(AnyHeaders.Length)]);
        return request;
    }

    private void AddQuery(StringBuilder address, IReadOnlyList<string> names)
    {
        char mark = '?';
        foreach (string name in names.Where(_ => random.Next(2) == 0).Append(random.Next(10) == 0 ? "more" : null).OfType<string>())
        {
            string value = (name, random.Next(3)) switch
            {
                ("dataset", > 0) => "emoji",
                ("key", > 0) => "1F431",
                ("series", > 0) => "loss",
                ("pageSize" or "top" or "after" or "firstStep" or "lastStep" or "buckets", > 0) => $"{random.Next(-2, 50)}",
                _ => Escaped(Text()),
            };
            address.Append(mark).Append(name).Append(random.Next(20) == 0 ? "" : "=").Append(value);
            mark = '&';
        }
    }

    private ByteArrayContent Body(byte[] bytes)
    {
        ByteArrayContent content = new(bytes);
        string type = random.Next(15) == 0 ? ContentTypes[random.Next(ContentTypes.Length)] : "application/json";
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (random.Next(40) == 0)
            content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        return content;
    }

    private void AddHeader(HttpRequestMessage request, string name)
    {
        // A client cannot send what ends a header; that is done by hand elsewhere.
        string value = new([.. Text().Select(c => c is '\r' or '\n' or '\0' ? ' ' : c)]);
        request.Headers.TryAddWithoutValidation(name, value.Length > 2_000 ? value[..2_000] : value);
    }

    private string Text() => HostileTexts.Pick(random, listenerPort);

    // Some of it stays as it is, so that half an escape and a dot stand there too.
    private string Escaped(string text)
    {
        bool isRaw = random.Next(6) == 0;
        StringBuilder escaped = new();
        foreach (byte one in Encoding.UTF8.GetBytes(text))
            if (one is > 0x20 and < 0x7F && (isRaw ? one is not ((byte)'?' or (byte)'#') : char.IsAsciiLetterOrDigit((char)one) || one is (byte)'.' or (byte)'_' or (byte)'-'))
                escaped.Append((char)one);
            else
                escaped.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{one:X2}");
        return escaped.ToString();
    }

    private static string Good(string path, string name) => name switch
    {
        "id" => HostileGrid.Session,
        "version" or "step" => "1",
        "alias" => "champion",
        "selector" => "latest",
        "dataset" => "emoji",
        "model" => "demo",
        _ => path.StartsWith("/v1/models", StringComparison.Ordinal) ? "demo" : "emoji",
    };
}
