using System.ComponentModel;
using System.Text;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>The files of the repository, as git sees them: committed, or new and not ignored.</summary>
public sealed class SourceTree : IAsyncLifetime
{
    private string[] _files = [];
    private string? _missing;

    /// <summary>Paths relative to the root; skips the test where git or its folder is not there.</summary>
    public IEnumerable<string> Files
    {
        get
        {
            Assert.SkipWhen(_missing is not null, $"git does not list the repository's files: {_missing}");
            return _files;
        }
    }

    /// <summary>The C# files.</summary>
    public IEnumerable<string> CSharp => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    /// <summary>The text files with their text.</summary>
    public IEnumerable<(string File, string Text)> Texts =>
        from file in Files
        let bytes = File.ReadAllBytes(Built.Root(file))
        where !bytes.Contains((byte)0)
        select (file, Encoding.UTF8.GetString(bytes));

    public async ValueTask InitializeAsync()
    {
        try
        {
            ChildResult listed = await Child.RunAsync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], TestContext.Current.CancellationToken);
            _files = [.. listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Built.Root(file)))];
            _missing = listed.ExitCode == 0 ? null : listed.Error.Trim();
        }
        catch (Win32Exception e)
        {
            _missing = e.Message;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
