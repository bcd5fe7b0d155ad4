using System.CommandLine;
using ClipGrid.Model.Native;
using ClipGrid.Silo.Demo;

namespace ClipGrid.Silo.Hosting;

/// <summary>The silo's command line: what it understands and what it does then.</summary>
internal static class SiloCommand
{
    /// <summary>The command did what it was asked for.</summary>
    public const int Done = 0;

    /// <summary>It could not; one paragraph on the error output says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line was not understood.</summary>
    public const int Misused = 2;

    /// <summary>Runs the command and returns its exit code.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        ParseResult parsed = Describe(output).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            error.WriteLine($"{string.Join(' ', parsed.Errors.Select(e => e.Message))} --help lists what is understood.");
            return Misused;
        }
        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (TorchLoadException e)
        {
            error.WriteLine(e.Message);
            return Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"The data folder cannot be written: {e.Message} Name another one with --data, or make this one writable.");
            return Failed;
        }
    }

    private static RootCommand Describe(TextWriter output)
    {
        Option<bool> demo = new("--demo") { Description = "Draw the demo's data set (captioned pictures of coloured shapes) into the data folder." };
        Option<bool> exit = new("--exit") { Description = "With --demo: end when it is done. As long as the silo serves nothing, it always does." };
        Option<DirectoryInfo> data = new("--data")
        {
            Description = "The data folder.",
            HelpName = "folder",
            DefaultValueFactory = _ => new DirectoryInfo("data"),
        };
        RootCommand root = new("ClipGrid: CLIP models on a grid of silos. Without an option it says what torch runs on here.") { demo, exit, data };
        root.Validators.Add(result =>
        {
            if (result.GetValue(exit) && !result.GetValue(demo))
                result.AddError("--exit goes with --demo.");
        });
        root.SetAction(parsed =>
        {
            output.WriteLine(TorchRuntime.Describe());
            if (parsed.GetValue(demo))
                DrawDemo(parsed.GetRequiredValue(data), output);
            return Done;
        });
        return root;
    }

    private static void DrawDemo(DirectoryInfo data, TextWriter output)
    {
        const int trainCount = 1024, heldOutCount = 128;
        DemoFolder folder = new(Path.Combine(data.FullName, "demo"));
        folder.Write(new DemoPictures(seed: 1, side: 64), trainCount, heldOutCount);
        output.WriteLine($"Drew {trainCount} pictures for training and {heldOutCount} held out: {folder.Page}");
    }
}
