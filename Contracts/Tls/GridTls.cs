using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClipGrid.Contracts.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Connections.Security;

namespace ClipGrid.Contracts.Tls;

/// <summary>
/// TLS between silos, and between silos and their clients, where each end shows a certificate of the same authority. Silos' certificates
/// have a name that no client's has, so that no client passes for a silo. Renewed files are taken for new connections within ten seconds.
/// Safe for any number of callers.
/// </summary>
public sealed class GridTls
{
    /// <summary>The name of silos where nobody gives another.</summary>
    public const string UsualSiloName = "clipgrid-silo";

    private static readonly TimeSpan ReadAgain = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestHandshake = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly string _siloName;
    private readonly TimeProvider _time;
    private readonly (Oid Purpose, string? Name)[] _checks;
    private string? _fault;
    private TlsIdentity _identity;
    private long _readAt;

    private GridTls(string folder, string siloName, TimeProvider time, (Oid Purpose, string? Name)[] checks)
    {
        (_folder, _siloName, _time, _checks) = (folder, siloName, time, checks);
        (_identity, _readAt) = (Read(), time.GetTimestamp());
    }

    /// <summary>Where the files are.</summary>
    public string Folder => _folder;

    /// <summary>Why the files as they are now are not used but those before them, in a sentence; null where they are.</summary>
    public string? Fault
    {
        get
        {
            Current();
            lock (_lock)
                return _fault;
        }
    }

    /// <summary>When the certificate ends that new connections are shown now.</summary>
    public DateTimeOffset EndsAt => Current().Certificate.NotAfter.ToUniversalTime();

    /// <summary>The files of a client.</summary>
    /// <param name="folder">Has <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c>, as PEM.</param>
    /// <param name="siloName">The DNS name that silos' certificates have.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="GridException">Invalid: a file is missing, or the certificate would be refused by every silo, and why.</exception>
    public static GridTls OfClient(string folder, string siloName, TimeProvider time) => new(folder, siloName, time, [(PeerCheck.Client, null)]);

    /// <summary>The files of a silo.</summary>
    /// <param name="folder">Has <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c>, as PEM.</param>
    /// <param name="siloName">The DNS name that its certificate and those of all silos have.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="GridException">Invalid: a file is missing, or the certificate would be refused by others, and why.</exception>
    public static GridTls OfSilo(string folder, string siloName, TimeProvider time) => new(folder, siloName, time, [(PeerCheck.Client, siloName), (PeerCheck.Server, siloName)]);

    /// <summary>Takes only silos: at the port for them.</summary>
    public void ServeSilos(IConnectionBuilder connections) => Serve(connections, _siloName);

    /// <summary>Takes everybody who has a certificate of the authority: at the port for clients.</summary>
    public void ServeClients(IConnectionBuilder connections) => Serve(connections, null);

    /// <summary>Goes only to silos.</summary>
    public void GoToSilos(IConnectionBuilder connections)
    {
        ILogger logger = Logger(connections);
        connections.UseClientTls(new TlsOptions
        {
            LocalCertificate = _identity.Certificate,
            // Who is there is checked below, with what the files hold then.
            RemoteCertificateMode = RemoteCertificateMode.NoCertificate,
            ClientCertificateMode = RemoteCertificateMode.NoCertificate,
            HandshakeTimeout = LongestHandshake,
            OnAuthenticateAsClient = (connection, options) => SetClient((SslClientAuthenticationOptions)options.SslClientAuthenticationOptions, fault => LogRefusal(logger, "to", $"{connection.RemoteEndPoint}", fault)),
        });
    }

    internal void SetClient(SslClientAuthenticationOptions options, Action<string> refused)
    {
        TlsIdentity identity = Current();
        options.TargetHost = _siloName;
        options.ClientCertificates = null;
        options.LocalCertificateSelectionCallback = null;
        options.ClientCertificateContext = identity.Context;
        options.EnabledSslProtocols = SslProtocols.None;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.RemoteCertificateValidationCallback = (_, certificate, chain, _) => Takes(identity, certificate, chain, PeerCheck.Server, _siloName, refused);
    }

    private TlsIdentity Read()
    {
        TlsIdentity identity = TlsIdentity.Read(_folder);
        foreach ((Oid purpose, string? name) in _checks)
            if (PeerCheck.Fault(identity.Certificate, [.. identity.Context.IntermediateCertificates], identity.Authorities, purpose, name) is { } fault)
                throw new GridException(GridProblem.Invalid, $"The certificate {Path.Combine(_folder, TlsIdentity.CertificateFile)} {fault}: others would refuse it. Put another one there.");
        return identity;
    }

    private void Serve(IConnectionBuilder connections, string? name)
    {
        ILogger logger = Logger(connections);
        connections.Use(next => async connection =>
        {
            await next(connection);
            if (connection.Features.Get<ITlsConnectionFeature>()?.RemoteCertificate is null && connection.Features.Get<Refusal>() is null)
                LogRefusal(logger, "from", $"{connection.RemoteEndPoint}", "it spoke no TLS, or went before it had shown a certificate");
        });
        connections.UseServerTls(new TlsOptions
        {
            LocalCertificate = _identity.Certificate,
            RemoteCertificateMode = RemoteCertificateMode.NoCertificate,
            ClientCertificateMode = RemoteCertificateMode.NoCertificate,
            HandshakeTimeout = LongestHandshake,
            OnAuthenticateAsServer = (connection, options) =>
            {
                TlsIdentity identity = Current();
                SslServerAuthenticationOptions server = (SslServerAuthenticationOptions)options.SslServerAuthenticationOptions;
                server.ServerCertificate = null;
                server.ServerCertificateSelectionCallback = null;
                server.ServerCertificateContext = identity.Context;
                server.ClientCertificateRequired = true;
                server.EnabledSslProtocols = SslProtocols.None;
                server.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
                server.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                    Takes(identity, certificate, chain, PeerCheck.Client, name, fault =>
                    {
                        connection.Features.Set(new Refusal());
                        LogRefusal(logger, "from", $"{connection.RemoteEndPoint}", fault);
                    });
            },
        });
    }

    private static bool Takes(TlsIdentity identity, X509Certificate? certificate, X509Chain? sent, Oid purpose, string? name, Action<string> refused)
    {
        string? fault = "no certificate";
        if (certificate is X509Certificate2 shown && PeerCheck.Fault(shown, sent?.ChainPolicy.ExtraStore ?? [], identity.Authorities, purpose, name) is var found)
            fault = found is null ? null : $"the certificate {shown.Subject} {found}";
        if (fault is not null)
            refused(fault);
        return fault is null;
    }

    private TlsIdentity Current()
    {
        lock (_lock)
        {
            if (_time.GetElapsedTime(_readAt) < ReadAgain)
                return _identity;
            _readAt = _time.GetTimestamp();
            try
            {
                TlsIdentity now = Read();
                if (!now.Digest.AsSpan().SequenceEqual(_identity.Digest))
                    _identity = now;
                _fault = null;
            }
            catch (GridException error)
            {
                // Files that are being replaced, or that nobody would take: the last ones are shown until others can be.
                _fault = error.Message;
            }
            return _identity;
        }
    }

    private static ILogger Logger(IConnectionBuilder connections) =>
        ((ILoggerFactory)connections.ApplicationServices.GetService(typeof(ILoggerFactory))!).CreateLogger<GridTls>();

    private static void LogRefusal(ILogger logger, string direction, string peer, string fault) =>
        logger.LogWarning("A connection {Direction} {Peer} was refused: {Fault}.", direction, peer, fault);

    // Marks a connection whose refusal is logged.
    private sealed class Refusal;
}
