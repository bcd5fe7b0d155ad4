using System.Security.Cryptography;
using ClipGrid.EndToEnd.Tests.Processes;

namespace ClipGrid.EndToEnd.Tests.Hostile;

/// <summary>A folder with things that are nobody's business, beside the data folder of a silo.</summary>
internal sealed class GuardedFolder : IDisposable
{
    /// <summary>Stands in its files, and so in no answer and no log.</summary>
    public const string Secret = "GUARDED-SECRET-41c1f2";

    private readonly TemporaryFolder _folder = new();
    private readonly string _before;

    public GuardedFolder()
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Incoming);
        Directory.CreateDirectory(Temporary);
        Directory.CreateDirectory(_folder.Combine("guarded/more"));
        File.WriteAllText(SecretFile, $"{Secret}\n");
        File.WriteAllText(_folder.Combine("guarded/more/captions.csv"), $"{Secret},{Secret}\nfile.png,{Secret}\n");
        _before = Hash();
    }

    /// <summary>For the silo.</summary>
    public string Data => _folder.Combine("data");

    /// <summary>For files that tests bring in.</summary>
    public string Incoming => _folder.Combine("incoming");

    /// <summary>The silo's folder for temporary files.</summary>
    public string Temporary => _folder.Combine("temporary");

    /// <summary>A file that is nobody's business.</summary>
    public string SecretFile => _folder.Combine("guarded/secret.txt");

    /// <summary>A table that is nobody's business.</summary>
    public string SecretTable => _folder.Combine("guarded/more/captions.csv");

    /// <summary>Whether nothing outside the data folder has come, gone or changed.</summary>
    public bool IsUntouched => _before == Hash();

    /// <summary>The files that lie in the folder for temporary files.</summary>
    public IReadOnlyList<string> Leftovers => [.. Directory.EnumerateFiles(Temporary, "*", SearchOption.AllDirectories).Where(file => !file.Contains("dotnet-diagnostic", StringComparison.Ordinal) && !file.Contains("clr-debug-pipe", StringComparison.Ordinal))];

    public void Dispose() => _folder.Dispose();

    private string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] own = [Data, Incoming, Temporary];
        foreach (string entry in Directory.EnumerateFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories)
                     .Where(entry => !own.Any(folder => entry == folder || entry.StartsWith(folder + "/", StringComparison.Ordinal))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(entry));
            if (File.Exists(entry))
                hash.AppendData(File.ReadAllBytes(entry));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
