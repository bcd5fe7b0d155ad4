using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Cli;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Sdk;

/// <summary>The README's program, as a reader would use it: in a project of its own, built and run against a silo.</summary>
[Collection(typeof(FilledGrid))]
[Trait("Speed", "Slow")]
public sealed partial class ReadmeSampleTests(CommandGrid grid)
{
    private const string UsualEndpoint = "\"127.0.0.1:30000\"";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sample_OfTheReadme_BuildsAndSearchesThePicturesOfAFolder()
    {
        string folder = Directory.CreateDirectory(grid.File("sample")).FullName;
        await WriteProjectAsync(folder, Sample());

        ChildResult build = await Child.RunAsync("dotnet", ["build", Path.Combine(folder, "Sample.csproj"), "--configuration", Built.Configuration, "-nodeReuse:false", "-p:UseSharedCompilation=false", "-v", "quiet"], Cancel);
        Assert.True(build.ExitCode == 0, build.ToString());
        ChildResult run = await Child.RunAsync("dotnet", [Path.Combine(folder, "bin", Built.Configuration, "net10.0", "Sample.dll"), CommandGrid.Pictures, "a red heart", grid.Exported], Cancel);

        Assert.True(run.ExitCode == 0, run.ToString());
        string[] lines = run.Output.TrimEnd().Split('\n');
        Assert.Equal("200 pictures taken in, 0 known, 0 refused", lines[0]);
        Assert.Equal("200 of 200 pictures embedded now", lines[1]);
        Assert.All(lines[2..^1], line => Assert.Matches(@"^-?\d\.\d{3}  images/.+\.png$", line));
        Assert.Equal(5, lines[2..^1].Length);
        Assert.Equal("a vector of 32 numbers", lines[^1]);
    }

    // The first block of C#, with the endpoint of the silo that is there.
    private static string Block()
    {
        Match block = FirstBlock().Match(File.ReadAllText(Built.Root("README.md")).ReplaceLineEndings("\n"));
        Assert.True(block.Success, "README.md has no ```csharp block: show how a program uses the SDK.");
        return block.Groups["code"].Value;
    }

    private string Sample()
    {
        string block = Block();
        Assert.Contains(UsualEndpoint, block, StringComparison.Ordinal);
        return block.Replace(UsualEndpoint, $"\"{grid.Endpoint}\"", StringComparison.Ordinal);
    }

    private static async Task WriteProjectAsync(string folder, string program)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), program, Cancel);
        // Nothing above this folder shall have a say in how a reader's project is built.
        foreach (string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            await File.WriteAllTextAsync(Path.Combine(folder, file), "<Project />", Cancel);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Sample.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="{Built.Root("Contracts/ClipGrid.Contracts.csproj")}" />
              </ItemGroup>
            </Project>
            """,
            Cancel);
    }

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FirstBlock();
}
