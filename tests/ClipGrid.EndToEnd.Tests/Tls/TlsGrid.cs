using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Tls;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Tls;

/// <summary>Two silos that speak TLS with each other and with everybody, and folders of certificates: good ones, and such as must be refused.</summary>
public sealed class TlsGrid : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(4);

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(4);
    private readonly GridProcess?[] _silos = new GridProcess?[2];
    private SharedServices? _services;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A silo's gateway.</summary>
    internal string Endpoint => _silos[0]!.Endpoint;

    /// <summary>Where silos come to the first one.</summary>
    internal int SiloPort => _ports[0];

    /// <summary>What the silos share.</summary>
    internal SharedServices Services => _services!;

    /// <summary>A folder of certificates.</summary>
    internal string Of(string name) => _folder.Combine(name);

    /// <summary>What a silo wrote so far.</summary>
    internal string Words(int number) => _silos[number]!.Words;

    public async ValueTask InitializeAsync()
    {
        _services = await SharedServices.StartAsync(Cancel);
        Assert.Equal(0, (await Child.RunHostAsync("Cli", ["certificate", "create", Of("")], Cancel)).ExitCode);
        MakeOthers();
        await StartAsync(0);
        await StartAsync(1);
    }

    /// <summary>Options of a client with a folder of certificates.</summary>
    internal ClipGridClientOptions Options(string? folder) => new() { Endpoint = Endpoint, TlsFolder = folder is null ? null : Of(folder), ConnectTimeout = TimeSpan.FromSeconds(10) };

    /// <summary>Makes new certificates of the same authority where the silos and the client have theirs.</summary>
    internal void Renew()
    {
        using SmallAuthority authority = SmallAuthority.Open(Of(""), Now);
        authority.IssueSilo(Of("silo"), GridTls.UsualSiloName, TimeSpan.FromDays(30));
        authority.IssueClient(Of("client"), "renewed", TimeSpan.FromDays(30));
    }

    /// <summary>Speaks TLS with a port: which certificate it shows, and whether it talks to one of a folder.</summary>
    internal async Task<(string Shown, bool IsTaken)> GreetAsync(int port, string? folder)
    {
        using TcpClient client = new();
        await client.ConnectAsync("127.0.0.1", port, Cancel);
        await using SslStream stream = new(client.GetStream());
        string? shown = null;
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = GridTls.UsualSiloName,
            RemoteCertificateValidationCallback = (_, certificate, _, _) => (shown = certificate?.GetCertHashString()) is not null,
        };
        if (folder is not null)
            options.ClientCertificates = [Pair(folder)];
        try
        {
            await stream.AuthenticateAsClientAsync(options, Cancel);
            // A silo that refuses the certificate says goodbye at once, one that takes it waits for the client's first word.
            return (shown!, await stream.ReadAsync(new byte[1], Cancel).AsTask().WaitAsync(LongestGoodbye, Cancel) > 0);
        }
        catch (IOException)
        {
            return (shown!, false);
        }
        catch (TimeoutException)
        {
            return (shown!, true);
        }
    }

    /// <summary>Waits until the first silo has said something.</summary>
    internal async Task UntilSaidAsync(string words)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        while (!Words(0).Contains(words, StringComparison.Ordinal))
            await Task.Delay(50, patience.Token);
    }

    /// <summary>Starts a silo again, with its certificates as they are now.</summary>
    internal async Task RestartAsync(int number)
    {
        Assert.Equal(0, await _silos[number]!.TerminateAsync(Cancel));
        _silos[number]!.Dispose();
        await StartAsync(number);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GridProcess? silo in _silos)
            silo?.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        _folder.Dispose();
    }

    private async Task StartAsync(int number)
    {
        Dictionary<string, string> environment = _services!.Environment;
        environment["ClipGrid__Tls__Folder"] = Of("silo");
        _silos[number] = await GridProcess.StartAsync(_folder.Combine($"data-{number}"), Cancel, environment, _ports[(2 * number)..(2 * number + 2)]);
    }

    private X509Certificate2 Pair(string folder)
    {
        using X509Certificate2 pair = X509Certificate2.CreateFromPemFile(Path.Combine(Of(folder), "tls.crt"), Path.Combine(Of(folder), "tls.key"));
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    private void MakeOthers()
    {
        using (SmallAuthority stranger = SmallAuthority.Open(Of("strange"), Now))
        {
            stranger.IssueClient(Of("stranger"), "clipgrid-client", TimeSpan.FromDays(1));
            stranger.IssueSilo(Of("strange-silo"), GridTls.UsualSiloName, TimeSpan.FromDays(1));
        }
        using (SmallAuthority own = SmallAuthority.Open(Of(""), Now))
            own.IssueClient(Of("short"), "clipgrid-client", TimeSpan.FromDays(3));
        using (ECDsa key = ECDsa.Create())
        using (X509Certificate2 authority = X509Certificate2.CreateFromPemFile(Of("ca.crt"), Of("ca.key")))
        {
            CertificateRequest request = new("CN=past", key, HashAlgorithmName.SHA256);
            using X509Certificate2 past = request.Create(authority.SubjectName, X509SignatureGenerator.CreateForECDsa(authority.GetECDsaPrivateKey()!), Now.AddDays(-9), Now.AddDays(-1), [1, 2, 3]);
            Write("past", past, key);
        }
        using (ECDsa key = ECDsa.Create())
        {
            using X509Certificate2 self = new CertificateRequest($"CN={GridTls.UsualSiloName}", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(9));
            Write("self", self, key);
        }
    }

    private void Write(string folder, X509Certificate2 certificate, ECDsa key)
    {
        Directory.CreateDirectory(Of(folder));
        File.WriteAllText(Path.Combine(Of(folder), "tls.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(Of(folder), "tls.key"), key.ExportPkcs8PrivateKeyPem());
        File.Copy(Of("ca.crt"), Path.Combine(Of(folder), "ca.crt"));
    }
}
