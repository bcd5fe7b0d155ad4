using System.Globalization;
using ClipGrid.TestKit;

namespace ClipGrid.Benchmarks.Runs;

/// <summary>What a run takes from the command line.</summary>
/// <param name="DataFolder">The folder that holds openmoji and fashion-mnist.</param>
/// <param name="StepCount">Optimiser steps, or null for the run's own number.</param>
internal sealed record RunOptions(string DataFolder, int? StepCount)
{
    /// <exception cref="ArgumentException">An option is not known or has no value.</exception>
    internal static RunOptions Parse(string[] options)
    {
        string folder = Environment.GetEnvironmentVariable("CLIPGRID_DATA") is { Length: > 0 } given
            ? given
            : Path.Combine(Reference.RepositoryRoot, "..", "shared", "data");
        int? steps = null;
        for (int i = 0; i < options.Length; i += 2)
            (folder, steps) = (options[i], options.ElementAtOrDefault(i + 1)) switch
            {
                ("--data", { } path) => (path, steps),
                ("--steps", { } count) => (folder, int.Parse(count, CultureInfo.InvariantCulture)),
                _ => throw new ArgumentException($"{options[i]} is not an option with a value: use --data DIR or --steps N."),
            };
        return Directory.Exists(folder)
            ? new RunOptions(Path.GetFullPath(folder), steps)
            : throw new ArgumentException($"{Path.GetFullPath(folder)} is not here: pass --data DIR with the folders openmoji and fashion-mnist.");
    }
}
