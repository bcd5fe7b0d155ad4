using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>The solution and the folders around the projects are complete.</summary>
public sealed partial class SolutionTests(SourceTree tree) : IClassFixture<SourceTree>
{
    [Fact]
    public void Solution_InClassicFormat_ListsEveryProject()
    {
        string solution = File.ReadAllText(Built.Root("ClipGrid.sln"));

        Assert.Contains("Microsoft Visual Studio Solution File", solution, StringComparison.Ordinal);
        Assert.Equal(
            tree.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            ProjectPath().Matches(solution).Select(match => match.Value.Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folder_OfEachProject_HasAReadme() =>
        Assert.Empty(ProjectRule.All.Select(rule => $"{rule.Project}/README.md").Append("tests/README.md").Append("infra/README.md").Except(tree.Files));

    // Project("{…}") = "ClipGrid.Silo", "Silo\ClipGrid.Silo.csproj", "{…}"
    [GeneratedRegex(@"(?<="")[^""]+\.csproj(?="")")]
    private static partial Regex ProjectPath();
}
