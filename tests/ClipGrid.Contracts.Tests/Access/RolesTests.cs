using System.Reflection;
using ClipGrid.Contracts.Access;
using ClipGrid.Contracts.Datasets;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Contracts.Tests.Access;

/// <summary>Which role each call takes, written down: a new method is in the list, or nobody outside the cluster may call it.</summary>
public sealed class RolesTests
{
    [Fact, Trait("Check", "S2")]
    public void Methods_OfAllGrains_TakeTheRolesThatAreWrittenDown()
    {
        string[] lines = [.. typeof(IDatasetGrain).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))
            .SelectMany(type => type.GetMethods().Select(method => (Type: type, Method: method)))
            .Select(call => $"{call.Type.Name} {call.Method.Name} {(call.Method.GetCustomAttribute<AllowedForAttribute>() ?? call.Type.GetCustomAttribute<AllowedForAttribute>())?.Role.ToString() ?? "cluster"}")
            .Order(StringComparer.Ordinal)];
        string path = Path.Combine(Reference.RepositoryRoot, "tests", "ClipGrid.Contracts.Tests", "Access", "roles.txt");
        string made = Path.Combine(AppContext.BaseDirectory, "roles.txt");
        File.WriteAllLines(made, lines);

        Assert.True(File.Exists(path) && File.ReadAllLines(path).SequenceEqual(lines), $"Compare {path} with {made}, and copy it if each line is meant.");
    }
}
