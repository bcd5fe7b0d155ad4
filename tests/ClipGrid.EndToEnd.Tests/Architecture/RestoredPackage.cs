using System.Text.Json.Nodes;
using System.Xml.Linq;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>A package that a project was restored with, and what it says of its licence.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Licence">An SPDX expression; else <c>file</c> or <c>url</c>, where a person has to read it.</param>
/// <param name="IsShipped">Whether anything but tests uses it.</param>
internal sealed record RestoredPackage(string Name, string Version, string Licence, bool IsShipped)
{
    /// <summary>All packages of all projects, as their last restore wrote them down.</summary>
    public static IReadOnlyList<RestoredPackage> All() =>
    [
        .. Directory.EnumerateFiles(Built.Root("."), "*.csproj", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            .Select(project => (IsShipped: !Path.GetRelativePath(Built.Root("."), project).StartsWith("tests", StringComparison.Ordinal), Assets: Path.Combine(Path.GetDirectoryName(project)!, "obj", "project.assets.json")))
            .Where(project => File.Exists(project.Assets))
            .SelectMany(project => Read(project.Assets).Select(package => (project.IsShipped, package.Key, package.Folder)))
            .GroupBy(package => package.Key)
            .Select(same => new RestoredPackage(same.Key.Split('/')[0], same.Key.Split('/')[1], LicenceIn(same.First().Folder), same.Any(package => package.IsShipped))),
    ];

    private static IEnumerable<(string Key, string Folder)> Read(string assets)
    {
        JsonNode restored = JsonNode.Parse(File.ReadAllText(assets))!;
        string[] roots = [.. restored["packageFolders"]!.AsObject().Select(folder => folder.Key)];
        return from library in restored["libraries"]!.AsObject()
               where (string)library.Value!["type"]! == "package"
               let path = (string)library.Value!["path"]!
               select (library.Key, roots.Select(root => Path.Combine(root, path)).First(Directory.Exists));
    }

    // <license type="expression">MIT</license>, <license type="file">LICENSE.txt</license>, <licenseUrl>https://…</licenseUrl>
    private static string LicenceIn(string folder)
    {
        XElement metadata = XDocument.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
        XElement? licence = metadata.Elements().FirstOrDefault(element => element.Name.LocalName == "license");
        return licence is null ? "url" : (string?)licence.Attribute("type") == "expression" ? licence.Value : "file";
    }
}
