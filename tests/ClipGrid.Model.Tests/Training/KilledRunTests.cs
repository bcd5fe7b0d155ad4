using System.Diagnostics;
using ClipGrid.Model.Training;
using Xunit;

namespace ClipGrid.Model.Tests.Training;

public sealed class KilledRunTests
{
    [Theory]
    [InlineData(ObjectiveKind.Pairs, new[] { 0 })]
    [InlineData(ObjectiveKind.Pairs, new[] { 6 })]
    [InlineData(ObjectiveKind.Pairs, new[] { 13, 20, 33 })]
    [InlineData(ObjectiveKind.Pairs, new[] { 58 })]
    [InlineData(ObjectiveKind.Labels, new[] { 8, 33 })]
    [InlineData(ObjectiveKind.Probe, new[] { 27 })]
    [Trait("Check", "F1")]
    public async Task Run_KilledAndContinuedInAnotherProcess_EndsWithTheSameWeights(ObjectiveKind objective, int[] killAtSteps)
    {
        string undisturbed = await Finish(objective, []);
        Assert.Equal(undisturbed, await Finish(objective, killAtSteps));
    }

    private static async Task<string> Finish(ObjectiveKind objective, int[] killAtSteps)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("clipgrid-run-");
        try
        {
            foreach (int step in killAtSteps)
                Assert.Null(await Run(objective, folder.FullName, killAtStep: step));
            return await Run(objective, folder.FullName, killAtStep: null) ?? throw new InvalidOperationException("The run ended without a digest.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The digest of the weights at the end, or null when the process was killed before.
    private static async Task<string?> Run(ObjectiveKind objective, string folder, int? killAtStep)
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments(), TrainingProcess.Command, objective.ToString(), folder])
        {
            RedirectStandardOutput = true,
        })!;
        string? digest = null;
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line == $"{TrainingProcess.StepWord}{killAtStep}")
            {
                process.Kill();
                await process.WaitForExitAsync(cancellation);
                return null;
            }
            if (line.StartsWith(TrainingProcess.DigestWord, StringComparison.Ordinal))
                digest = line[TrainingProcess.DigestWord.Length..];
        }
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode == 0 ? digest : throw new InvalidOperationException($"The run ended with exit code {process.ExitCode}.");
    }

    // Under `dotnet tests.dll` the process is dotnet itself and must be told the program again.
    private static string[] Arguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(KilledRunTests).Assembly.Location] : [];
}
