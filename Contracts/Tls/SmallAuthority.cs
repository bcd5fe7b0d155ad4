using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Tls;

/// <summary>
/// An authority for a grid whose owner has none: it makes certificates for silos and for clients, P-256 and SHA-256. Its own key lies beside its
/// certificate; whoever has it can make a silo.
/// </summary>
public sealed class SmallAuthority : IDisposable
{
    private const string KeyFile = "ca.key";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Clocks of other machines may be behind.
    private static readonly TimeSpan ClockSlack = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    private readonly X509Certificate2 _certificate;
    private readonly DateTimeOffset _now;

    private SmallAuthority(X509Certificate2 certificate, DateTimeOffset now, bool isNew) => (_certificate, _now, IsNew) = (certificate, now, isNew);

    /// <summary>Whether it was made just now.</summary>
    public bool IsNew { get; }

    /// <summary>The authority of a folder, <c>ca.crt</c> and <c>ca.key</c>; made there, good for ten years, where there is none.</summary>
    /// <param name="folder">The folder, made where it is not there.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="GridException">Invalid: there is only one of the two files, or they do not belong together.</exception>
    public static SmallAuthority Open(string folder, DateTimeOffset now)
    {
        string certificate = Path.Combine(folder, TlsIdentity.AuthorityFile), key = Path.Combine(folder, KeyFile);
        if (!File.Exists(certificate) && !File.Exists(key))
            return Make(folder, now);
        try
        {
            return new SmallAuthority(X509Certificate2.CreateFromPemFile(certificate, key), now, isNew: false);
        }
        catch (Exception error) when (error is CryptographicException or IOException)
        {
            throw new GridException(GridProblem.Invalid, $"{certificate} and {key} are not the certificate and the key of one authority: put both there, or neither to make a new one.", error);
        }
    }

    /// <summary>Makes the folder of a silo: its certificate, its key, and whom it trusts. Returns when it ends: never after the authority.</summary>
    /// <param name="folder">The folder, made where it is not there; what is there is renewed.</param>
    /// <param name="name">The DNS name of all silos.</param>
    /// <param name="life">How long it is good.</param>
    public DateTimeOffset IssueSilo(string folder, string name, TimeSpan life) => Issue(folder, name, life, PeerCheck.Server, PeerCheck.Client);

    /// <summary>Makes the folder of a client: a web tier, a command, a program with the SDK. Returns when it ends: never after the authority.</summary>
    /// <param name="folder">The folder, made where it is not there; what is there is renewed.</param>
    /// <param name="name">Its name, for the silos' logs.</param>
    /// <param name="life">How long it is good.</param>
    public DateTimeOffset IssueClient(string folder, string name, TimeSpan life) => Issue(folder, name, life, PeerCheck.Client);

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static SmallAuthority Make(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=ClipGrid authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        X509Certificate2 made = request.CreateSelfSigned(now - ClockSlack, now + AuthorityLife);
        WriteKey(Path.Combine(folder, KeyFile), key);
        File.WriteAllText(Path.Combine(folder, TlsIdentity.AuthorityFile), made.ExportCertificatePem());
        return new SmallAuthority(made, now, isNew: true);
    }

    private DateTimeOffset Issue(string folder, string name, TimeSpan life, params Oid[] purposes)
    {
        Directory.CreateDirectory(folder);
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        X500DistinguishedNameBuilder subject = new();
        subject.AddCommonName(name);
        CertificateRequest request = new(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. purposes], critical: false));
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        DateTimeOffset end = _now + life < _certificate.NotAfter ? _now + life : _certificate.NotAfter;
        using X509Certificate2 made = request.Create(_certificate, _now - ClockSlack > _certificate.NotBefore ? _now - ClockSlack : _certificate.NotBefore, end, RandomNumberGenerator.GetBytes(16));
        WriteKey(Path.Combine(folder, TlsIdentity.KeyFile), key);
        File.WriteAllText(Path.Combine(folder, TlsIdentity.CertificateFile), made.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, TlsIdentity.AuthorityFile), _certificate.ExportCertificatePem());
        return end;
    }

    private static void WriteKey(string path, ECDsa key)
    {
        File.Delete(path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        using StreamWriter writer = new(path, options);
        writer.Write(key.ExportPkcs8PrivateKeyPem());
    }
}
