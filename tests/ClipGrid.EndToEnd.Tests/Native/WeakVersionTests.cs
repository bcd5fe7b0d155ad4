using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Native;

/// <summary>The one demand that keeps TorchSharp from loading on Debian 12 is weak in what ClipGrid ships, and nowhere else.</summary>
public sealed class WeakVersionTests
{
    private const string Version = "GLIBCXX_3.4.32";

    [Fact]
    public void PackageCache_AfterTheBuild_IsAsItWasPacked() =>
        Assert.True(File.ReadAllBytes(TorchPackage.CachedLibrary()).AsSpan().SequenceEqual(TorchPackage.PackedLibrary()),
            $"{TorchPackage.CachedLibrary()} is not as it was packed: the build must change its own copy only. Delete the package's folder and restore.");

    [Fact]
    public void PackedLibrary_OfThisTorchSharp_StillNeedsTheTarget()
    {
        ElfVersionNeed? demand = new ElfFile(TorchPackage.PackedLibrary()).Needs().SingleOrDefault(need => need.Version == Version);

        Assert.True(demand is { IsWeak: false },
            $"This TorchSharp no longer demands {Version}: delete the WeakenGlibcxx task and targets from infra/build/TorchNative.targets, these tests, and close infra/decisions/2026-11-24-glibcxx-weak-version.md.");
    }

    [Fact]
    public void PackedLibrary_OfThisTorchSharp_UsesNothingOfTheVersion()
    {
        // The condition under which weakening is safe: nothing is ever filled in with a symbol of that version.
        ElfFile packed = new(TorchPackage.PackedLibrary());
        ElfVersionNeed demand = packed.Needs().Single(need => need.Version == Version);

        Assert.Equal(["_ZSt21ios_base_library_initv"], packed.SymbolsWith(demand));
        Assert.Equal(0, packed.RelocationCount(demand));
    }

    [Fact]
    public void PackedLibrary_VersionsInUse_AreSeenToBeUsed()
    {
        // Keeps the count above honest: it does find the uses of a version that has some.
        ElfFile packed = new(TorchPackage.PackedLibrary());
        ElfVersionNeed used = packed.Needs().Single(need => need.Version == "GLIBCXX_3.4.21");

        Assert.NotEqual(0, packed.RelocationCount(used));
    }

    [Fact]
    public void OutputCopy_AfterTheBuild_DiffersInThatOneFlagOnly()
    {
        byte[] packed = TorchPackage.PackedLibrary();
        byte[] copy = File.ReadAllBytes(Path.Combine(Built.Folder("Silo"), TorchPackage.Library));

        Assert.Equal(packed.Length, copy.Length);
        int[] changed = [.. Enumerable.Range(0, copy.Length).Where(i => copy[i] != packed[i])];
        Assert.Equal(packed[Assert.Single(changed)] | 2, copy[changed[0]]);
        AssertWeak(new ElfFile(copy));
    }

    [Theory]
    [InlineData("GLIBCXX_", 3, 4, 30)]
    [InlineData("GLIBC_", 2, 36, 0)]
    public void OutputCopy_StrongDemands_AreNoMoreThanDebian12Has(string prefix, int major, int minor, int patch)
    {
        System.Version[] demands =
        [
            .. from need in ElfFile.Read(Path.Combine(Built.Folder("Silo"), TorchPackage.Library)).Needs()
               where !need.IsWeak && need.Version.StartsWith(prefix, StringComparison.Ordinal)
               select System.Version.Parse(need.Version[prefix.Length..]),
        ];

        Assert.NotEmpty(demands);
        Assert.True(demands.Max() <= new System.Version(major, minor, patch), $"{prefix}{demands.Max()} is more than Debian 12 has.");
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task PublishedCopy_OfTheSilo_IsWeakAndLoads()
    {
        using TemporaryFolder published = new();
        ChildResult publish = await Child.RunAsync(
            "dotnet", ["publish", Built.Root("Silo/ClipGrid.Silo.csproj"), "-c", Built.Configuration, "--no-build", "-o", published.FullName],
            TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, publish.ToString());
        AssertWeak(ElfFile.Read(published.Combine(TorchPackage.Library)));

        ChildResult silo = await Child.RunAsync("dotnet", [published.Combine("ClipGrid.Silo.dll"), "--data", published.Combine("ClipGrid.Silo.dll")], TestContext.Current.CancellationToken);
        // A file is no data folder, so the silo ends; but before, it says what torch it loaded.
        Assert.True(silo.ExitCode == 1, silo.ToString());
        Assert.StartsWith("libtorch ", silo.Output, StringComparison.Ordinal);
        PackageCache_AfterTheBuild_IsAsItWasPacked();
    }

    private static void AssertWeak(ElfFile library) =>
        Assert.All(library.Needs(), need => Assert.Equal(need.Version == Version, need.IsWeak));
}
