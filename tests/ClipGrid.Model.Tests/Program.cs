using ClipGrid.Model.Tests.Leaks;
using ClipGrid.Model.Tests.Training;
using ClipGrid.Model.Training;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace ClipGrid.Model.Tests;

/// <summary>Runs the tests, or is the other process that a test needs.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is [TrainingProcess.Command, var objective, var folder])
            return TrainingProcess.Run(Enum.Parse<ObjectiveKind>(objective), folder, Console.Out);
        if (args is [LeakProcess.Command, var work])
            return await LeakProcess.RunAsync(work, Console.Out);
        if (args is [MemoryProcess.Command, var kind])
            return MemoryProcess.Run(kind, Console.Out);
        return args.Any(arg => arg is "--server" or "--internal-msbuild-node")
            ? await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
            : await ConsoleRunner.Run(args);
    }
}
