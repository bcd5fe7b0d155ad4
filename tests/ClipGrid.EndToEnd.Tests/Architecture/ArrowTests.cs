using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>The projects point where the design says, in their project files and in what the compiler made of them.</summary>
public sealed class ArrowTests
{
    public static TheoryData<string> Projects => [.. ProjectRule.All.Select(rule => rule.Project)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFile_EachProject_RefersToExactlyItsArrows(string project) =>
        Assert.Equal(ProjectRule.Of(project).Arrows.Order(), new ProjectFile(project).Arrows.Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectFile_FixedPackages_NamesExactlyThem(string project)
    {
        if (ProjectRule.Of(project).Packages is { } packages)
            Assert.Equal(packages.Order(), new ProjectFile(project).Packages.Order());
        else
            Assert.NotEmpty(new ProjectFile(project).Packages.Concat(new ProjectFile(project).Arrows));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Restore_EachProject_BringsNoForbiddenPackage(string project)
    {
        IReadOnlyList<string> restored = new ProjectFile(project).RestoredPackages();

        Assert.NotEmpty(restored);
        Assert.DoesNotContain(restored, package => Begins(package, ProjectRule.Of(project).ForbiddenPackages));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Assembly_EachProject_UsesOnlyWhatItMayReach(string project)
    {
        ProjectRule rule = ProjectRule.Of(project);
        IReadOnlyList<string> used = UsedAssemblies(project);

        Assert.Contains("System.Runtime", used);
        Assert.All(
            used.Where(name => name.StartsWith("ClipGrid.", StringComparison.Ordinal)),
            name => Assert.Contains(name["ClipGrid.".Length..], rule.Reachable.AsEnumerable()));
        Assert.DoesNotContain(used.Except(rule.ExceptedAssemblies), name => Begins(name, rule.ForbiddenAssemblies));
    }

    [Fact]
    public void ModelAssembly_AsBuilt_UsesTorchSharp() =>
        // Keeps the rules above honest: they do look at the references of real code.
        Assert.Contains("TorchSharp", UsedAssemblies("Model"));

    private static List<string> UsedAssemblies(string project)
    {
        using PEReader file = new(File.OpenRead(Built.Assembly(project)));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    private static bool Begins(string name, IEnumerable<string> beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));
}
