using System.Reflection;
using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The compiler of Azure's templates, out of the package that the restore downloads.</summary>
internal static class BicepProgram
{
    private static string Program { get; } =
        typeof(BicepProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Bicep").Value!;

    /// <summary>Runs it.</summary>
    public static Task<ChildResult> RunAsync(IEnumerable<string> arguments, CancellationToken cancel) => Child.RunAsync(Program, arguments, cancel);

    /// <summary>Compiles a file of <c>infra/azure</c>; a warning is a failure.</summary>
    public static async Task<JsonDocument> CompileAsync(string file, CancellationToken cancel)
    {
        ChildResult built = await RunAsync(["build", Built.Root($"infra/azure/{file}"), "--stdout"], cancel);
        Assert.True(built.ExitCode == 0 && built.Error.Length == 0, $"{file}: {built.ExitCode}\n{built.Error}");
        return JsonDocument.Parse(built.Output);
    }
}
