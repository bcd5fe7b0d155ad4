using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>What ClipGrid is built with may be passed on with it.</summary>
[Trait("Check", "S18")]
public sealed class LicenceTests
{
    private static readonly string[] Permissive = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "ISC", "0BSD", "Zlib"];

    // Read by a person, since their packages do not name a licence in a word, or are not passed on.
    private static readonly Dictionary<string, string> Read = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Apache.Arrow"] = "Apache-2.0, as LICENSE.txt in the package",
        ["Sylvan.Data.Csv"] = "MIT, as license.txt in the package",
        ["System.Security.Cryptography.ProtectedData"] = "MIT, of dotnet/corefx",
        ["Deque.AxeCore.Commons"] = "MPL-2.0: used by tests as it is, and not passed on",
    };

    [Fact]
    public void Package_Each_HasALicenceThatMayBePassedOn()
    {
        IReadOnlyList<RestoredPackage> packages = RestoredPackage.All();

        Assert.True(packages.Count > 100, $"{packages.Count} packages");
        Assert.Empty(packages.Where(package => !Permissive.Contains(package.Licence) && !Read.ContainsKey(package.Name)).Select(package => $"{package.Name} {package.Version}: {package.Licence}"));
        Assert.DoesNotContain(packages, package => package.IsShipped && package.Licence.Contains("MPL", StringComparison.Ordinal));
        Assert.DoesNotContain(packages, package => package.IsShipped && package.Licence.Contains("GPL", StringComparison.Ordinal));
    }
}
