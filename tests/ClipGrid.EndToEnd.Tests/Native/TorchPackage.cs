using System.IO.Compression;
using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Native;

/// <summary>The TorchSharp package that the silo was restored with.</summary>
internal static class TorchPackage
{
    /// <summary>The library that TorchSharp's managed half calls.</summary>
    public const string Library = "libLibTorchSharp.so";

    private const string Entry = $"runtimes/linux-x64/native/{Library}";

    /// <summary>The library as the package cache has it on disk.</summary>
    public static string CachedLibrary() => Path.Combine(Folder(), Entry);

    /// <summary>The library as its authors packed it.</summary>
    public static byte[] PackedLibrary()
    {
        string folder = Folder();
        string package = Directory.EnumerateFiles(folder, "*.nupkg").Single();
        using ZipArchive archive = ZipFile.OpenRead(package);
        using Stream entry = archive.GetEntry(Entry)!.Open();
        using MemoryStream bytes = new();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Folder()
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(Built.Root("Silo/obj/project.assets.json")));
        string package = assets.RootElement.GetProperty("libraries").EnumerateObject()
            .Single(library => library.Name.StartsWith("TorchSharp/", StringComparison.Ordinal)).Value.GetProperty("path").GetString()!;
        return assets.RootElement.GetProperty("packageFolders").EnumerateObject()
            .Select(root => Path.Combine(root.Name, package)).First(Directory.Exists);
    }
}
