using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Tls;

/// <summary>What a silo or a client shows of itself, and whose word it takes for others: the three files of a folder, as they were read once.</summary>
internal sealed class TlsIdentity
{
    /// <summary>The certificate, and after it those between it and the authority; PEM.</summary>
    public const string CertificateFile = "tls.crt";

    /// <summary>The certificate's private key, PEM and not encrypted.</summary>
    public const string KeyFile = "tls.key";

    /// <summary>The authority, or several; PEM.</summary>
    public const string AuthorityFile = "ca.crt";

    private TlsIdentity(X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection authorities, byte[] digest)
    {
        Certificate = certificate;
        Authorities = authorities;
        Digest = digest;
        Context = SslStreamCertificateContext.Create(certificate, between, offline: true);
    }

    /// <summary>Its certificate, with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The same with those between it and the authority, which are sent along.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>Whose certificates it takes.</summary>
    public X509Certificate2Collection Authorities { get; }

    /// <summary>Of the three files: another one means that they were renewed.</summary>
    public byte[] Digest { get; }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="GridException">Invalid: a file is missing or is not what it should be, with its path.</exception>
    public static TlsIdentity Read(string folder)
    {
        string certificates = Text(folder, CertificateFile), key = Text(folder, KeyFile), authorities = Text(folder, AuthorityFile);
        X509Certificate2Collection own = Certificates(folder, CertificateFile, certificates), trusted = Certificates(folder, AuthorityFile, authorities);
        try
        {
            using X509Certificate2 pair = X509Certificate2.CreateFromPem(certificates, key);
            // Windows signs only with keys that came this way.
            X509Certificate2 certificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
            return new TlsIdentity(certificate, [.. own.Skip(1)], trusted, SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(certificates + key + authorities)));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new GridException(GridProblem.Invalid, $"{Path.Combine(folder, KeyFile)} is not the key of the certificate in {CertificateFile}, or has a passphrase: put the two there that were made together, the key in PEM without a passphrase.", error);
        }
    }

    private static X509Certificate2Collection Certificates(string folder, string file, string text)
    {
        X509Certificate2Collection read = [];
        try
        {
            read.ImportFromPem(text);
        }
        catch (CryptographicException)
        {
            read.Clear();
        }
        return read.Count > 0 ? read
            : throw new GridException(GridProblem.Invalid, $"{Path.Combine(folder, file)} holds no certificate in PEM: it begins with -----BEGIN CERTIFICATE-----.");
    }

    private static string Text(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new GridException(
                GridProblem.Invalid,
                $"{path} cannot be read ({error.GetType().Name}): a folder for TLS holds {CertificateFile}, {KeyFile} and {AuthorityFile}; \"clipgrid certificate create\" makes such folders.",
                error);
        }
    }
}
