using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Native;

/// <summary>A copy of the built silo that a test may break; libtorch's half gigabyte is linked, not copied.</summary>
internal sealed class SiloCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SiloCopy()
    {
        string built = Built.Folder("Silo");
        foreach (string file in Directory.EnumerateFiles(built))
        {
            string copy = _folder.Combine(Path.GetFileName(file));
            if (Path.GetFileName(file).StartsWith("libtorch", StringComparison.Ordinal))
                File.CreateSymbolicLink(copy, file);
            else
                File.Copy(file, copy);
        }
    }

    public string PathOf(string file) => _folder.Combine(file);

    /// <summary>Starts it on a data folder that is a file: if torch loads, it says so and ends for that.</summary>
    public Task<ChildResult> RunAsync(CancellationToken cancel) =>
        Child.RunAsync("dotnet", [PathOf("ClipGrid.Silo.dll"), "--data", PathOf("ClipGrid.Silo.dll")], cancel);

    public void Dispose() => _folder.Dispose();
}
