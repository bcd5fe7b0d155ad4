using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;
using Xunit;

namespace ClipGrid.Contracts.Tests.Tls;

/// <summary>The folders of certificates: as they are made, and as they must not be.</summary>
public sealed class TlsFolderTests : IDisposable
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();
    private readonly TemporaryFolder _folder = new();

    public TlsFolderTests()
    {
        using SmallAuthority authority = SmallAuthority.Open(_folder.Path, Now);
        authority.IssueClient(Client, "web", TimeSpan.FromDays(1));
    }

    private string Client => Path.Combine(_folder.Path, "client");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tls.crt")]
    [InlineData("tls.key")]
    [InlineData("ca.crt")]
    public void Folder_WithoutAFile_IsRefusedByItsName(string file)
    {
        File.Delete(Path.Combine(Client, file));

        GridException error = Assert.Throws<GridException>(() => GridTls.OfClient(Client, GridTls.UsualSiloName, TimeProvider.System));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains($"{Path.Combine(Client, file)} cannot be read", error.Message, StringComparison.Ordinal);
        Assert.Contains("clipgrid certificate create", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls.crt", "holds no certificate in PEM")]
    [InlineData("tls.key", "is not the key of the certificate in tls.crt")]
    [InlineData("ca.crt", "holds no certificate in PEM")]
    public void Folder_WithSomethingElse_IsRefusedByItsName(string file, string said)
    {
        foreach (string text in new[] { "", "no PEM at all", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" })
        {
            File.WriteAllText(Path.Combine(Client, file), text);
            GridException error = Assert.Throws<GridException>(() => GridTls.OfClient(Client, GridTls.UsualSiloName, TimeProvider.System));
            Assert.Contains($"{Path.Combine(Client, file)} {said}", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Folder_WithTheKeyOfAnother_IsRefused()
    {
        using SmallAuthority authority = SmallAuthority.Open(_folder.Path, Now);
        authority.IssueClient(Path.Combine(_folder.Path, "other"), "other", TimeSpan.FromDays(1));
        File.Copy(Path.Combine(_folder.Path, "other", "tls.key"), Path.Combine(Client, "tls.key"), overwrite: true);

        GridException error = Assert.Throws<GridException>(() => GridTls.OfClient(Client, GridTls.UsualSiloName, TimeProvider.System));
        Assert.Contains("tls.key is not the key of the certificate", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Silo_WithAClientsFolder_IsRefused()
    {
        GridException error = Assert.Throws<GridException>(() => GridTls.OfSilo(Client, GridTls.UsualSiloName, TimeProvider.System));
        Assert.Equal($"The certificate {Path.Combine(Client, "tls.crt")} is not for clipgrid-silo: others would refuse it. Put another one there.", error.Message);
    }

    [Fact]
    public async Task Connect_WithAFolderThatIsNone_SaysSoBeforeItConnects()
    {
        GridException error = await Assert.ThrowsAsync<GridException>(() => ClipGridClient.ConnectAsync(new ClipGridClientOptions { TlsFolder = Path.Combine(_folder.Path, "none") }, TestContext.Current.CancellationToken));
        Assert.Equal(GridProblem.Invalid, error.Problem);
        Assert.Contains("none/tls.crt cannot be read", error.Message.Replace('\\', '/'), StringComparison.Ordinal);
    }

    [Fact]
    public void Authority_OpenedAgain_IsTheSameAndRenewsWhatIsThere()
    {
        (string authority, string certificate) = (Read("ca.crt"), Read("client/tls.crt"));

        using (SmallAuthority again = SmallAuthority.Open(_folder.Path, Now))
        {
            Assert.False(again.IsNew);
            again.IssueClient(Client, "web", TimeSpan.FromDays(2));
        }

        Assert.Equal(authority, Read("ca.crt"));
        Assert.NotEqual(certificate, Read("client/tls.crt"));
        GridTls.OfClient(Client, GridTls.UsualSiloName, TimeProvider.System);
    }

    [Fact]
    public void Authority_WithoutItsKey_IsNotMadeAnew()
    {
        string authority = Read("ca.crt");
        File.Delete(Path.Combine(_folder.Path, "ca.key"));

        GridException error = Assert.Throws<GridException>(() => SmallAuthority.Open(_folder.Path, Now));
        Assert.Contains("put both there", error.Message, StringComparison.Ordinal);
        Assert.Equal(authority, Read("ca.crt"));
    }

    [Fact]
    public void Keys_AreForTheirOwnerOnly()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes of files.");
            return;
        }
        foreach (string file in new[] { "ca.key", "client/tls.key" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder.Path, file)));
    }

    [Fact]
    public void Certificate_OfAnAuthorityThatEndsEarlier_EndsWithIt()
    {
        using SmallAuthority authority = SmallAuthority.Open(_folder.Path, Now);
        Assert.InRange(authority.IssueClient(Client, "web", TimeSpan.FromDays(9999)), Now.AddDays(3649), Now.AddDays(3651));
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.Path, file));
}
