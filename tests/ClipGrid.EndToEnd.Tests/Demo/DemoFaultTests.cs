using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>What the demo says, and leaves behind, when it cannot go on.</summary>
[Trait("Speed", "Slow")]
public sealed class DemoFaultTests
{
    [Fact]
    public async Task Demo_InterruptedInTraining_EndsWith130AndGoesOnAtTheNextStart()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();

        using DemoProcess process = new("--exit", "--steps", "300", "--data", folder.FullName);
        await process.ReadUntilAsync("step 1/", cancel);
        await process.InterruptAsync(cancel);
        ChildResult run = await process.EndAsync(cancel);
        ChildResult next = await DemoData.StartAsync("--exit", "--steps", "300", "--data", folder.FullName);

        Assert.True(run.ExitCode == 130, run.ToString());
        Assert.Contains("Stopped", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
        Assert.True(next.ExitCode == 0, next.ToString());
        Assert.Contains("in session demo-1, 300 steps", next.Output, StringComparison.Ordinal);
        Assert.Contains("step 300/300", next.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bogus", "--demo", "--bogus")]
    [InlineData("--fresh goes with --demo", "--fresh")]
    [InlineData("--steps goes with --demo", "--steps", "3")]
    [InlineData("--steps is 0", "--demo", "--steps", "0")]
    [InlineData("'many'", "--demo", "--steps", "many")]
    public async Task Demo_Misused_NamesTheTroubleAndEndsWithTwo(string trouble, params string[] arguments)
    {
        ChildResult run = await Child.RunHostAsync("Silo", arguments, TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 2, run.ToString());
        Assert.Contains(trouble, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }
}
