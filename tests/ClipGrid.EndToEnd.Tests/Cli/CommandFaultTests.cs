using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>What goes wrong: one sentence that says what and what to do, and an exit code that scripts can rely on.</summary>
[Collection(typeof(FilledGrid))]
[Trait("Speed", "Slow"), Trait("Check", "74")]
public sealed class CommandFaultTests(CommandGrid grid)
{
    [Theory]
    [InlineData("search nosuch cat", "nosuch")]
    [InlineData("search emoji cat --model nosuch", "nosuch")]
    [InlineData("search emoji cat --filter year<2000 --top 5000", "Top is 5000")]
    [InlineData("search emoji --like nokey", "nokey")]
    [InlineData("dataset show nosuch", "nosuch")]
    [InlineData("dataset show emoji@7", "version 7")]
    [InlineData("dataset get emoji nokey", "nokey")]
    [InlineData("dataset add x /no/such/folder", "/no/such/folder")]
    [InlineData("dataset add x /no/such/folder --on-silo", "/no/such/folder")]
    [InlineData("embed nosuch --model demo", "nosuch")]
    [InlineData("model show nosuch", "nosuch")]
    [InlineData("model export nosuch /tmp/nosuch", "nosuch")]
    [InlineData("model import x /no/such/folder", "/no/such/folder")]
    [InlineData("session watch nosuch", "nosuch")]
    [InlineData("session resume first", "completed")]
    [InlineData("train nosuch --publish demo --preset TinyRN@64 --steps 1 --batch 2", "nosuch")]
    [InlineData("train emoji --publish demo --preset TinyRN@64 --steps 1 --batch 201", "200 items")]
    [InlineData("train emoji --publish demo --preset NoNet --steps 1 --batch 2", "NoNet")]
    public async Task Run_WhatCannotBeDone_Is1WithASentence(string line, string word) =>
        CommandTests.AssertFails(await grid.RunAsync(line.Split(' ')), 1, word);

    [Theory]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("search emoji", "--picture")]
    [InlineData("search emoji cat --filter label=", "character")]
    [InlineData("train emoji --publish demo --preset TinyRN@64 --steps many --batch 2", "--steps is \"many\"")]
    [InlineData("dataset delete emoji", "--yes")]
    [InlineData("dataset add Bad_Name! x", "Bad_Name!")]
    public async Task Run_ACommandLineThatCannotBeUnderstood_Is2(string line, string word) =>
        CommandTests.AssertFails(await grid.RunAsync(line.Split(' ')), 2, word);

    [Fact]
    public async Task DatasetAdd_AFileThatIsNoSource_NamesTheFileAsItWasGiven()
    {
        ChildResult run = await grid.RunAsync("dataset", "add", "odd", grid.ArchitectureFile);

        CommandTests.AssertFails(run, 1, grid.ArchitectureFile);
        Assert.DoesNotContain("scratch", run.Error, StringComparison.Ordinal);
        CommandTests.AssertFails(await grid.RunAsync("dataset", "show", "odd"), 1, grid.ArchitectureFile);
    }

    [Theory]
    [InlineData("dataset list")]
    [InlineData("session watch first")]
    public async Task Run_NoSilo_Is1WithTheEndpoint(string line)
    {
        string nobody = $"127.0.0.1:{FreePorts.Take()}";

        CommandTests.AssertFails(await grid.RunAsync([.. line.Split(' '), "--endpoint", nobody, "--connect-timeout", "1"]), 1, nobody);
    }
}
