using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>What the demo says, and leaves behind, when it cannot go on.</summary>
[Trait("Speed", "Slow")]
public sealed class DemoFaultTests
{
    [Fact]
    public async Task Demo_InterruptedInTraining_EndsWith130AndKeepsTheOldModelOnly()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Combine("model"));
        await File.WriteAllTextAsync(folder.Combine("model/old"), "stays", cancel);

        using DemoProcess process = new("--exit", "--fresh", "--data", folder.FullName);
        await process.ReadUntilAsync("step 1/", cancel);
        await process.InterruptAsync(cancel);
        ChildResult run = await process.EndAsync(cancel);

        Assert.True(run.ExitCode == 130, run.ToString());
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("Stopped", run.Error, StringComparison.Ordinal);
        Assert.Equal([folder.Combine("model/old")], Directory.GetFileSystemEntries(folder.Combine("model")));
        Assert.False(Directory.Exists(folder.Combine(".model-in-work")));
    }

    [Fact]
    public async Task Demo_ModelBroken_NamesItAndTheWayOut()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.Combine("model"));
        await File.WriteAllTextAsync(folder.Combine("model/open_clip_model.safetensors"), "half a model", TestContext.Current.CancellationToken);

        ChildResult run = await Child.RunHostAsync("Silo", ["--demo", "--data", folder.FullName], TestContext.Current.CancellationToken);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("open_clip_model.safetensors", run.Error, StringComparison.Ordinal);
        Assert.Contains("--fresh", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bogus", "--demo", "--bogus")]
    [InlineData("--fresh goes with --demo", "--fresh")]
    [InlineData("--steps goes with --demo", "--steps", "3")]
    [InlineData("--data goes with --demo", "--data", "somewhere")]
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
