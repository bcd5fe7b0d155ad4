using System.Text;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Native;

/// <summary>Where torch does not load, the silo says why in one paragraph and ends.</summary>
public sealed class LoadFailureTests
{
    [Fact]
    public async Task Silo_Whole_Loads()
    {
        using SiloCopy silo = new();

        ChildResult run = await silo.RunAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("libtorch ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_LibraryAsPacked_NamesTheVersionAndTheWaysOut()
    {
        Assert.SkipWhen(SystemHas("GLIBCXX_3.4.32"), "This system's libstdc++ has GLIBCXX_3.4.32: the library as packed loads here.");
        using SiloCopy silo = new();
        File.WriteAllBytes(silo.PathOf(TorchPackage.Library), TorchPackage.PackedLibrary());

        ChildResult run = await silo.RunAsync(TestContext.Current.CancellationToken);

        AssertOneParagraph(run);
        Assert.Contains("libLibTorchSharp.so asks libstdc++.so.6 for GLIBCXX_3.4.32", run.Error, StringComparison.Ordinal);
        Assert.Contains("infra/build/TorchNative.targets", run.Error, StringComparison.Ordinal);
        // TorchSharp's own attempt would have copied a package cache beside the application.
        Assert.False(Directory.Exists(silo.PathOf("cpu")));
    }

    [Theory]
    [InlineData("libgomp-98b21ff3.so.1", "copy the whole folder")]
    [InlineData("libtorch_cpu.so", "copy the whole folder")]
    [InlineData(TorchPackage.Library, "CarriesTorch")]
    public async Task Silo_WithoutALibrary_NamesItAndTheWayOut(string library, string remedy)
    {
        using SiloCopy silo = new();
        Assert.True(File.Exists(silo.PathOf(library)));
        File.Delete(silo.PathOf(library));

        ChildResult run = await silo.RunAsync(TestContext.Current.CancellationToken);

        AssertOneParagraph(run);
        Assert.Contains($"{library} is not", run.Error, StringComparison.Ordinal);
        Assert.Contains(remedy, run.Error, StringComparison.Ordinal);
    }

    private static void AssertOneParagraph(ChildResult run)
    {
        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    // The runtime of this very process uses the system's libstdc++, so the kernel knows where that is.
    private static bool SystemHas(string version)
    {
        string library = File.ReadLines("/proc/self/maps").Where(line => line.Contains("/libstdc++.so.6", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf('/', StringComparison.Ordinal)..]).First();
        return File.ReadAllBytes(library).AsSpan().IndexOf(Encoding.ASCII.GetBytes(version + "\0")) >= 0;
    }
}
