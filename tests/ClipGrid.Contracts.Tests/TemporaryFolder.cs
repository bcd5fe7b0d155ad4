namespace ClipGrid.Contracts.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("clipgrid-contracts-").FullName;

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(In(name))!);
        File.WriteAllBytes(In(name), bytes);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
