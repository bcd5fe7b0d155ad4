using Xunit;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>
/// A wall clock that a process sees in place of the machine's, and that a test may set (Debian's faketime). The monotonic clock stays
/// the machine's, as it does where somebody sets a clock.
/// </summary>
internal sealed class FakeClock : IDisposable
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private readonly TemporaryFolder _folder = new();

    public FakeClock(string offset)
    {
        Assert.SkipUnless(File.Exists(Library), "faketime is not installed: apt-get install faketime.");
        Set(offset);
    }

    /// <summary>What the process's environment must have besides.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library,
        ["FAKETIME_TIMESTAMP_FILE"] = Offset,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    private string Offset => _folder.Combine("offset");

    /// <summary>Sets it, for example to +2h or -2h.</summary>
    public void Set(string offset)
    {
        string next = _folder.Combine("next");
        File.WriteAllText(next, offset + "\n");
        File.Move(next, Offset, overwrite: true);
    }

    public void Dispose() => _folder.Dispose();
}
