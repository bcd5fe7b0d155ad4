using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ClipGrid.Contracts.Tls;

/// <summary>Whether somebody at the other end is whom a certificate says.</summary>
internal static class PeerCheck
{
    /// <summary>For what ends a certificate may be made: to be spoken to.</summary>
    public static Oid Server { get; } = new("1.3.6.1.5.5.7.3.1");

    /// <summary>To speak to others.</summary>
    public static Oid Client { get; } = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Why a certificate is not taken, as a clause after its name, or null: it is.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="between">What was sent along with it.</param>
    /// <param name="authorities">Whose certificates are taken.</param>
    /// <param name="purpose"><see cref="Server"/> or <see cref="Client"/>.</param>
    /// <param name="name">The name that it must have among its DNS names, or null.</param>
    public static string? Fault(X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection authorities, Oid purpose, string? name)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.ApplicationPolicy.Add(purpose);
        if (!chain.Build(certificate))
            return Explain(certificate, chain);
        return name is null || certificate.MatchesHostname(name, allowWildcards: false, allowCommonName: false) ? null : $"is not for {name}";
    }

    private static string Explain(X509Certificate2 certificate, X509Chain chain)
    {
        X509ChainStatusFlags faults = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        if (faults.HasFlag(X509ChainStatusFlags.NotTimeValid))
            return string.Create(CultureInfo.InvariantCulture, $"or its authority is good from {certificate.NotBefore.ToUniversalTime():yyyy-MM-dd HH:mm} to {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm} UTC and not now");
        if ((faults & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0)
            return $"is not of an authority in {TlsIdentity.AuthorityFile}";
        return faults.HasFlag(X509ChainStatusFlags.NotValidForUsage) ? "is made for another purpose" : $"is not good ({faults})";
    }
}
