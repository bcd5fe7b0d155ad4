using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Hosting;

/// <summary>What the silo's command line understands, and how it says that it did not.</summary>
public sealed class SiloCommandTests
{
    [Fact]
    public async Task Silo_Help_ListsTheOptions()
    {
        ChildResult run = await RunAsync("--help");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.All(["--demo", "--exit", "--data", "--silo-port", "--gateway-port", "--http-port", "--no-dashboard", "--version"], option => Assert.Contains(option, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Silo_Version_StartsWithTheRepositorysVersion()
    {
        ChildResult run = await RunAsync("--version");

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Matches(@"^\d+\.\d+\.\d+", run.Output);
    }

    [Theory]
    [InlineData("'--bogus'", "--bogus")]
    [InlineData("'demo'", "demo")]
    [InlineData("--exit goes with --demo", "--exit")]
    [InlineData("'--data'", "--demo", "--data")]
    [InlineData("'many'", "--gateway-port", "many")]
    [InlineData("'many'", "--http-port", "many")]
    public async Task Silo_Misused_NamesTheTroubleAndEndsWithTwo(string trouble, params string[] arguments)
    {
        ChildResult run = await RunAsync(arguments);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(trouble, run.Error, StringComparison.Ordinal);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    private static Task<ChildResult> RunAsync(params string[] arguments) =>
        Child.RunHostAsync("Silo", arguments, TestContext.Current.CancellationToken);
}
