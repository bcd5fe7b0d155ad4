using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Web;
using ClipGrid.TestKit;

namespace ClipGrid.EndToEnd.Tests.Access;

/// <summary>A provider of OpenID Connect that lets everybody in as one person, and signs what it says of him.</summary>
internal sealed class SmallProvider : IDisposable
{
    private const string Key = "test-key";

    private readonly HttpListener _listener = new();
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Client, string? Nonce)> _codes = [];

    /// <summary>Starts it.</summary>
    /// <param name="name">Whom it lets in.</param>
    /// <param name="roles">With which roles.</param>
    public SmallProvider(string name, params string[] roles)
    {
        (Name, Roles) = (name, roles);
        Authority = $"http://localhost:{FreePorts.Take()}";
        _listener.Prefixes.Add(Authority + "/");
        _listener.Start();
        _ = Task.Run(ServeAsync);
    }

    /// <summary>Its address.</summary>
    public string Authority { get; }

    private string Name { get; }

    private string[] Roles { get; }

    /// <summary>A token of it.</summary>
    public string Token(string audience, string? nonce = null, TimeSpan? lifetime = null)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        Dictionary<string, object> claims = new()
        {
            ["iss"] = Authority,
            ["sub"] = Name,
            ["preferred_username"] = Name,
            ["aud"] = audience,
            ["roles"] = Roles,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + (lifetime ?? TimeSpan.FromMinutes(10))).ToUnixTimeSeconds(),
        };
        if (nonce is not null)
            claims["nonce"] = nonce;
        string text = $"{Base64(JsonSerializer.SerializeToUtf8Bytes(new { alg = "RS256", typ = "JWT", kid = Key }))}.{Base64(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{text}.{Base64(_rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    public void Dispose()
    {
        _listener.Close();
        _rsa.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                await AnswerAsync(context);
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        switch (context.Request.Url!.AbsolutePath)
        {
            case "/.well-known/openid-configuration":
                await WriteAsync(context, new
                {
                    issuer = Authority,
                    authorization_endpoint = $"{Authority}/authorize",
                    token_endpoint = $"{Authority}/token",
                    userinfo_endpoint = $"{Authority}/userinfo",
                    jwks_uri = $"{Authority}/keys",
                    response_types_supported = new[] { "code" },
                    subject_types_supported = new[] { "public" },
                    id_token_signing_alg_values_supported = new[] { "RS256" },
                });
                break;
            case "/keys":
                RSAParameters key = _rsa.ExportParameters(includePrivateParameters: false);
                await WriteAsync(context, new { keys = new[] { new { kty = "RSA", use = "sig", kid = Key, alg = "RS256", n = Base64(key.Modulus!), e = Base64(key.Exponent!) } } });
                break;
            case "/authorize":
                System.Collections.Specialized.NameValueCollection asked = context.Request.QueryString;
                string code = Guid.NewGuid().ToString("N");
                _codes[code] = (asked["client_id"]!, asked["nonce"]);
                context.Response.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"]!)}");
                break;
            case "/token":
                using (StreamReader reader = new(context.Request.InputStream))
                {
                    (string client, string? nonce) = _codes[HttpUtility.ParseQueryString(await reader.ReadToEndAsync())["code"]!];
                    await WriteAsync(context, new { access_token = "opaque", token_type = "Bearer", expires_in = 600, id_token = Token(client, nonce) });
                }
                break;
            case "/userinfo":
                await WriteAsync(context, new { sub = Name });
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private static async Task WriteAsync(HttpListenerContext context, object answer)
    {
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
    }

    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
