using System.Collections.Immutable;
using System.Text.Json;
using System.Xml.Linq;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>What a project file asks for, and what the restore made of it.</summary>
internal sealed class ProjectFile(string project)
{
    private readonly XDocument _xml = XDocument.Load(Built.Root($"{project}/ClipGrid.{project}.csproj"));

    /// <summary>Projects that it refers to, by folder.</summary>
    public ImmutableArray<string> Arrows =>
        [.. Items("ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include)["ClipGrid.".Length..])];

    /// <summary>Packages that it names.</summary>
    public ImmutableArray<string> Packages => [.. Items("PackageReference")];

    /// <summary>All packages that reach it, by name: its own, its projects' and theirs.</summary>
    public ImmutableArray<string> RestoredPackages()
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(Built.Root($"{project}/obj/project.assets.json")));
        return
        [
            .. from library in assets.RootElement.GetProperty("libraries").EnumerateObject()
               where library.Value.GetProperty("type").GetString() == "package"
               select library.Name.Split('/')[0],
        ];
    }

    private IEnumerable<string> Items(string name) =>
        _xml.Descendants(name).SelectMany(item => ((string)item.Attribute("Include")!).Split(';')).Select(include => include.Replace('\\', '/'));
}
