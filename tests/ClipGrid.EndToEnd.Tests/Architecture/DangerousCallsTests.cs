using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>What the code does not do, so that nobody has to ask whether it does it safely.</summary>
public sealed partial class DangerousCallsTests(SourceTree tree) : IClassFixture<SourceTree>
{
    [Fact, Trait("Check", "S8")]
    public void Code_ReadsNoFormatThatNamesItsOwnTypes() => Assert.Empty(Lines(ReadersOfTypes()));

    [Fact, Trait("Check", "S23")]
    public void Code_MakesNoSignedAddressesOfBlobs() => Assert.Empty(Lines(SignedAddresses()));

    [Fact, Trait("Check", "S15")]
    public void Code_ThatRunsInAGrid_MakesClientsForHttpOnlyWhereItIsToldTo() =>
        Assert.Equal(
            // The health of a process itself, and of the web tier.
            ["Dashboard/Hosting/HealthProbe.cs"],
            Lines(HttpClients()).Select(line => line.Split(':')[0]).Distinct());

    // Programs, without their tests.
    private IEnumerable<string> Lines(Regex pattern) =>
        from file in tree.CSharp
        where !file.StartsWith("tests/", StringComparison.Ordinal)
        from line in File.ReadAllLines(Built.Root(file)).Index()
        where pattern.IsMatch(line.Item)
        select $"{file}:{line.Index + 1}: {line.Item.Trim()}";

    [GeneratedRegex(@"BinaryFormatter|SoapFormatter|LosFormatter|NetDataContractSerializer|ObjectStateFormatter|TypeNameHandling|AllowAllTypes\s*=\s*true|JavaScriptSerializer|XmlSerializer|Unpickl|Newtonsoft|UseNewtonsoftJson|AddNewtonsoftJsonSerializer|torch\.load\b|Type\.GetType\(|Assembly\.Load")]
    private static partial Regex ReadersOfTypes();

    [GeneratedRegex(@"GenerateSasUri|BlobSasBuilder|UserDelegationKey|AccountSasBuilder|SharedAccessSignature")]
    private static partial Regex SignedAddresses();

    [GeneratedRegex(@"\bnew (HttpClient|SocketsHttpHandler|HttpClientHandler|WebClient|TcpClient)\b|AddHttpClient|WebRequest\.Create")]
    private static partial Regex HttpClients();
}
