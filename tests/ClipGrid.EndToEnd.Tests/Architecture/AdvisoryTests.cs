using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>Where the package source has advisories, a restore fails on what is high or critical, and tells of the rest.</summary>
[Trait("Speed", "Slow"), Trait("Check", "S18")]
public sealed class AdvisoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, "error NU1904")]
    [InlineData(2, "error NU1903")]
    [InlineData(1, "warning NU1902")]
    public async Task Restore_WithAVulnerablePackage_FailsIfItIsBad(int severity, string told)
    {
        using AdvisoryFeed feed = new("microsoft.orleans.sdk", severity);
        using TemporaryFolder folder = new();
        string settings = folder.Combine("nuget.config");
        // Packages come out of the folder of those that were restored before: nothing is fetched.
        await File.WriteAllTextAsync(
            settings,
            $"""
            <configuration>
              <packageSources><clear /><add key="none" value="{Directory.CreateDirectory(folder.Combine("none")).FullName}" /></packageSources>
              <auditSources><clear /><add key="advisories" value="{feed.Root}v3/index.json" allowInsecureConnections="true" /></auditSources>
            </configuration>
            """,
            Cancel);

        // A cache of its own too: NuGet keeps answers for half an hour by their address, and a port comes again.
        ChildResult restored = await Child.RunAsync(
            "env", [$"NUGET_HTTP_CACHE_PATH={folder.Combine("cache")}", "dotnet", "restore", Built.Root("Contracts/ClipGrid.Contracts.csproj"), "--configfile", settings, "--force", $"-p:MSBuildProjectExtensionsPath={folder.Combine("obj")}/"], Cancel);

        Assert.True(restored.Output.Contains(told, StringComparison.Ordinal), restored.ToString());
        Assert.Contains("Microsoft.Orleans.Sdk", restored.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(severity < 2, restored.ExitCode == 0);
    }
}
