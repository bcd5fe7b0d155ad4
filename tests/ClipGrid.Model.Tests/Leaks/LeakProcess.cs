namespace ClipGrid.Model.Tests.Leaks;

/// <summary>
/// The work whose leaks are looked for, in a process of its own: no other test's tensors, threads and garbage are in its counts.
/// </summary>
internal static class LeakProcess
{
    internal const string Command = "leak-check";

    internal static async Task<int> RunAsync(string work, TextWriter output)
    {
        await Work(work)((step, parametersMade) => output.WriteLine(LeakSample.Take(step, parametersMade)));
        return 0;
    }

    private static Func<Action<long, long>, Task> Work(string name) => name switch
    {
        nameof(TrainingWork.Steps) => TrainingWork.Steps,
        nameof(TrainingWork.StepsInParts) => TrainingWork.StepsInParts,
        nameof(TrainingWork.StepsOverLabels) => TrainingWork.StepsOverLabels,
        nameof(TrainingWork.Resumptions) => TrainingWork.Resumptions,
        nameof(EncodingWork.Encodes) => EncodingWork.Encodes,
        nameof(EncodingWork.ForgetfulEncodes) => EncodingWork.ForgetfulEncodes,
        nameof(EncodingWork.Loads) => EncodingWork.Loads,
        _ => throw new ArgumentException($"There is no work called {name}.", nameof(name)),
    };
}
