using System.Formats.Tar;
using System.IO.Compression;

namespace ClipGrid.TestKit.Fixtures;

/// <summary>A small grid as an earlier release left it, with what it answered then; the README beside it says how it was made.</summary>
public static class StoredRelease
{
    /// <summary>The commit that made it.</summary>
    public const string Commit = "5afd483";

    /// <summary>Requests to it, each with the answer of that release.</summary>
    public static IEnumerable<(string Method, string Path, string? Body, string Answer)> Answers =>
        from pair in File.ReadLines(At("asks.txt")).Zip(File.ReadLines(At("answers.jsonl")))
        let words = pair.First.Split(' ', 3)
        select (words[0], words[1], words.ElementAtOrDefault(2), pair.Second);

    /// <summary>What its paused session had become there when it was resumed.</summary>
    public static string Resumed => File.ReadAllText(At("resumed.json"));

    /// <summary>By which environment that release computed.</summary>
    public static IReadOnlyDictionary<string, string> Arithmetic =>
        File.ReadLines(At("arithmetic.env")).Select(line => line["export ".Length..].Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Puts its data folder where a silo can have it.</summary>
    public static void Unpack(string folder)
    {
        using FileStream file = File.OpenRead(At("grid.tar.gz"));
        using GZipStream tar = new(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(tar, folder, overwriteFiles: false);
    }

    private static string At(string name) => Path.Combine(Reference.RepositoryRoot, "tests", "ClipGrid.TestKit", "Fixtures", Commit, name);
}
