using Xunit;

namespace ClipGrid.TestKit;

/// <summary>
/// Where the reference numbers and the real data are. They are not part of the repository: a test that needs them
/// skips on a machine without them and says so.
/// </summary>
public static class Reference
{
    /// <summary>Full path of a file or folder of the golden set (<c>CLIPGRID_GOLDEN</c>, default <c>../shared/golden</c>).</summary>
    public static string Golden(string relative) => Locate("CLIPGRID_GOLDEN", "golden", relative);

    /// <summary>Full path of a file or folder of the real data (<c>CLIPGRID_DATA</c>, default <c>../shared/data</c>).</summary>
    public static string Data(string relative) => Locate("CLIPGRID_DATA", "data", relative);

    /// <summary>Whether the real data is here. A fixture asks: a test cannot be skipped from within one.</summary>
    public static bool HasData => Directory.Exists(Root("CLIPGRID_DATA", "data"));

    /// <summary>What a fixture made of the real data; skips the test where that is not here, and so nothing was made.</summary>
    public static T MadeOfData<T>(T? made)
        where T : class
    {
        Data("");
        return made!;
    }

    /// <summary>The repository's root: the nearest folder upwards that holds ClipGrid.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    private static string Locate(string variable, string folder, string relative)
    {
        string root = Root(variable, folder);
        Assert.SkipUnless(Directory.Exists(root), $"{root} is not here: set {variable} to the folder of the {folder} set to run this test.");
        return Path.Combine(root, relative);
    }

    private static string Root(string variable, string folder) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given
        ? Path.GetFullPath(given)
        : Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", folder));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ClipGrid.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds ClipGrid.sln.");
    }
}
