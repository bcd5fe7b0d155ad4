using System.Diagnostics;

namespace ClipGrid.EndToEnd.Tests.Processes;

/// <summary>Runs a real child process to its end; it never outlives the test.</summary>
internal static class Child
{
    /// <summary>Runs the built <c>{Project}</c> host, for example <c>Silo</c>, from its own output folder.</summary>
    public static Task<ChildResult> RunHostAsync(string project, IEnumerable<string> arguments, CancellationToken cancel) =>
        RunAsync("dotnet", [Built.Assembly(project), .. arguments], cancel);

    /// <summary>Runs <paramref name="file"/> in the repository's root with nothing on its input, for at most five minutes.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or the test was cancelled.</exception>
    public static async Task<ChildResult> RunAsync(string file, IEnumerable<string> arguments, CancellationToken cancel)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = TestKit.Reference.RepositoryRoot,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // `dotnet test` tells its children which MSBuild it is: a `dotnet msbuild` below it has to find its own, and no
        // build server may stay behind.
        foreach (string inherited in start.Environment.Keys.Where(key => key.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(inherited);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        using Process process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new ChildResult { ExitCode = process.ExitCode, Output = await output, Error = await error };
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
