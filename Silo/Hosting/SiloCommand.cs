using System.CommandLine;
using System.Net;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Hosting;
using ClipGrid.Grains.Access;
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

    /// <summary>The command line was not understood.</summary>
    public const int Misused = 2;

    /// <summary>Runs the command and returns its exit code.</summary>
    public static async Task<int> RunAsync(string[] args, SiloConsole console, Interruption interruption)
    {
        SiloOptions options = new();
        RootCommand root = options.Describe();
        root.SetAction((parsed, cancel) => ActAsync(options, parsed, console, cancel));
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
            console.Error.WriteLine("Stopped as asked; what was begun goes on at the next start.");
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is TorchLoadException or GridException)
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

    private static async Task<int> ActAsync(SiloOptions options, ParseResult parsed, SiloConsole console, CancellationToken cancel)
    {
        if (options.Probe(parsed) is { } question)
            return await SiloProbe.RunAsync(options.Settings(parsed), question, console, cancel);
        // First of all, so that a silo that could not compute does not take on work.
        console.Output.WriteLine(TorchRuntime.Describe());
        await using GridHost grid = await GridHost.StartAsync(options.Settings(parsed), cancel);
        console.Output.WriteLine($"ClipGrid is ready. {(grid.Settings.HasGateway ? $"Clients come to {new IPEndPoint(grid.Settings.Endpoint, grid.Settings.GatewayPort)}, data" : "It trains for other silos; data")} lies in {grid.Settings.DataFolder}; Ctrl+C ends it.");
        if (grid.Settings.HasPages)
            console.Output.WriteLine($"Its pages: {HttpAddress.Url(grid.Settings.HttpEndpoint, grid.Settings.HttpPort)}");
        console.Output.WriteLine(await DescribeAccessAsync(grid, cancel));
        if (grid.Monitor.IsServed)
            console.Output.WriteLine($"Its health and metrics: {grid.Monitor.Url}health/ready and {grid.Monitor.Url}metrics");
        DemoOptions? demo = options.Demo(parsed, grid.Settings);
        if (demo is not null)
        {
            await using ClipGridClient client = new(grid.Grains, caller: () => ValueTask.FromResult(CallerClaim.Silo));
            await new DemoRun(demo, client, console, TimeProvider.System).RunAsync(cancel);
            if (demo.Exits)
                return Done;
            console.Output.WriteLine("It goes on serving. Search from another terminal: dotnet run -c Release --project Cli -- search demo \"two red circles\" --model demo");
        }
        await GridHost.ServeAsync(cancel);
        return Done;
    }

    private static async Task<string> DescribeAccessAsync(GridHost grid, CancellationToken cancel)
    {
        GridSettings settings = grid.Settings;
        if (!settings.AsksForKeys)
            return settings.Access.Mode == AccessMode.Open && !IPAddress.IsLoopback(settings.Endpoint)
                ? "It asks nobody who they are, and others can reach it: whoever does may do everything."
                : "It asks nobody who they are: only this machine reaches it.";
        return await FirstKey.MakeAsync(grid.Grains, cancel) is { } key
            ? $"It asks everybody who they are. The first admin's key, which is shown this once: {key}"
            : "It asks everybody who they are.";
    }
}
