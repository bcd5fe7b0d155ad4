using ClipGrid.TestKit;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>Where the build that this test run belongs to has put things.</summary>
internal static class Built
{
    /// <summary>Debug or Release, as these tests were built.</summary>
    public static string Configuration { get; } =
        new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;

    /// <summary>Full path of the root's file or folder at <paramref name="relative"/>.</summary>
    public static string Root(string relative) => Path.Combine(Reference.RepositoryRoot, relative);

    /// <summary>The output folder of a project in the root, for example <c>Silo</c>.</summary>
    public static string Folder(string project) => Root($"{project}/bin/{Configuration}/net10.0");

    /// <summary>The built assembly of a project in the root.</summary>
    public static string Assembly(string project) => Path.Combine(Folder(project), $"ClipGrid.{project}.dll");
}
