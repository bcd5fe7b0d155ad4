using System.CommandLine;
using ClipGrid.Model.Native;
using ClipGrid.Silo.Demo;

namespace ClipGrid.Silo.Hosting;

/// <summary>The silo's command line: what it does, and how it says that it could not.</summary>
internal static class SiloCommand
{
    /// <summary>The command did what it was asked for.</summary>
    public const int Done = 0;

    /// <summary>It could not; one paragraph on the error output says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood, or asks for what there is not yet.</summary>
    public const int Misused = 2;

    /// <summary>Runs the command and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, SiloConsole console, Interruption interruption)
    {
        SiloOptions options = new();
        RootCommand root = options.Describe();
        root.SetAction((parsed, cancel) => ActAsync(options.Demo(parsed), console, cancel));
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            console.Error.WriteLine($"{string.Join(' ', parsed.Errors.Select(e => e.Message))} --help lists what is understood.");
            return Misused;
        }
        try
        {
            // The signals are the interruption's: the library's own handler gives up on a step that takes longer than its patience.
            InvocationConfiguration plain = new() { Output = console.Output, Error = console.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await parsed.InvokeAsync(plain, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            console.Error.WriteLine("Stopped as asked; nothing half-done was kept.");
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is TorchLoadException or DemoException)
        {
            console.Error.WriteLine(e.Message);
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"The data folder cannot be used: {e.Message} Name another one with --data, or make this one readable and writable.");
            return Failed;
        }
    }

    private static async Task<int> ActAsync(DemoOptions? demo, SiloConsole console, CancellationToken cancel)
    {
        console.Output.WriteLine(TorchRuntime.Describe());
        if (demo is null)
        {
            console.Error.WriteLine("The grid itself comes with later releases; what can be run now is the demo: --demo draws pictures, trains a small CLIP on them and searches them.");
            return Misused;
        }
        await new DemoRun(demo, console, TimeProvider.System).RunAsync(cancel);
        return Done;
    }
}
