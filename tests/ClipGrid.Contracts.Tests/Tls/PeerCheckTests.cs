using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ClipGrid.Contracts.Tls;
using Xunit;

namespace ClipGrid.Contracts.Tests.Tls;

/// <summary>Whose certificate is taken for what.</summary>
[Trait("Check", "S6")]
public sealed class PeerCheckTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TemporaryFolder _folder = new();
    private readonly SmallAuthority _authority;

    public PeerCheckTests() => _authority = SmallAuthority.Open(_folder.Path, Now);

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Certificate_OfASilo_IsASilosAndAClients()
    {
        _authority.IssueSilo(In("silo"), "silos.example", TimeSpan.FromDays(1));

        Assert.Null(Fault("silo", PeerCheck.Server, "silos.example"));
        Assert.Null(Fault("silo", PeerCheck.Client, "silos.example"));
        Assert.Equal("is not for other.example", Fault("silo", PeerCheck.Server, "other.example"));
    }

    [Fact]
    public void Certificate_OfAClient_IsNoSilos()
    {
        _authority.IssueClient(In("client"), "web", TimeSpan.FromDays(1));

        Assert.Null(Fault("client", PeerCheck.Client, null));
        Assert.Equal("is made for another purpose", Fault("client", PeerCheck.Server, null));
        Assert.Equal("is not for silos.example", Fault("client", PeerCheck.Client, "silos.example"));
    }

    [Theory]
    [InlineData("CN=silos.example", null)]
    [InlineData("CN=x", "*.example")]
    public void Certificate_ThatHasTheNameElsewhereThanInADnsName_IsNoSilos(string subject, string? dnsName)
    {
        using X509Certificate2 authority = X509Certificate2.CreateFromPemFile(Path.Combine(_folder.Path, "ca.crt"), Path.Combine(_folder.Path, "ca.key"));
        using ECDsa key = ECDsa.Create();
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddUri(new Uri("spiffe://grid/client"));
        if (dnsName is not null)
            names.AddDnsName(dnsName);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.Create(authority, Now, Now.AddDays(1), [7]);

        Assert.Equal("is not for silos.example", PeerCheck.Fault(made, [], [authority], PeerCheck.Client, "silos.example"));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public void Certificate_NotGoodNow_SaysWhenItIs(int days)
    {
        using TemporaryFolder old = new();
        SmallAuthority.Open(old.Path, Now.AddDays(-20)).Dispose();
        DateTimeOffset made = Now.AddDays(days);
        using SmallAuthority authority = SmallAuthority.Open(old.Path, made);
        authority.IssueClient(In("client"), "web", TimeSpan.FromDays(1));

        Assert.Equal(
            $"or its authority is good from {made.AddMinutes(-10):yyyy-MM-dd HH:mm} to {made.AddDays(1):yyyy-MM-dd HH:mm} UTC and not now",
            Fault("client", PeerCheck.Client, null));
    }

    [Fact]
    public void Certificate_OfAnotherAuthority_IsRefusedThoughItHasTheSameName()
    {
        using TemporaryFolder elsewhere = new();
        using SmallAuthority other = SmallAuthority.Open(elsewhere.Path, Now);
        other.IssueSilo(In("silo"), "silos.example", TimeSpan.FromDays(1));
        File.Copy(Path.Combine(_folder.Path, "ca.crt"), Path.Combine(In("silo"), "ca.crt"), overwrite: true);

        Assert.Equal("is not of an authority in ca.crt", Fault("silo", PeerCheck.Server, "silos.example"));
    }

    [Fact]
    public void Certificate_SignedByItself_IsRefused()
    {
        using ECDsa key = ECDsa.Create();
        using X509Certificate2 own = new CertificateRequest("CN=silos.example", key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        _authority.IssueClient(In("client"), "web", TimeSpan.FromDays(1));

        Assert.Equal("is not of an authority in ca.crt", PeerCheck.Fault(own, [], TlsIdentity.Read(In("client")).Authorities, PeerCheck.Client, null));
    }

    private string In(string name) => Path.Combine(_folder.Path, name);

    private string? Fault(string name, Oid purpose, string? dnsName)
    {
        TlsIdentity identity = TlsIdentity.Read(In(name));
        return PeerCheck.Fault(identity.Certificate, [], identity.Authorities, purpose, dnsName);
    }
}
