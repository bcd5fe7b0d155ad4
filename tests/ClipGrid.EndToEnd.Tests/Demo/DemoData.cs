using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>
/// Two folders that the silo filled with <c>--demo</c>: the first with a model that has learnt, the second with one of a single step
/// over what a killed run would have left there.
/// </summary>
public sealed class DemoData : IAsyncLifetime
{
    /// <summary>What a killed run leaves where a model is being written.</summary>
    internal const string Leftover = ".model-in-work/fresh/open_clip_model.safetensors";

    private readonly TemporaryFolder _first = new();
    private readonly TemporaryFolder _second = new();

    public string First => _first.FullName;

    public string Second => _second.FullName;

    internal ChildResult Learnt { get; private set; } = null!;

    internal ChildResult Hasty { get; private set; } = null!;

    /// <summary>A row for each picture of both splits.</summary>
    internal IReadOnlyList<DemoRow> Rows { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_second.Combine(Leftover))!);
        await File.WriteAllTextAsync(_second.Combine(Leftover), "half");
        Learnt = await RunAsync(First);
        Hasty = await RunAsync(Second, "--steps", "1");
        Rows = [.. new[] { "train", "heldout" }.SelectMany(split => File.ReadLines(_first.Combine($"{split}/captions.jsonl"))).Select(DemoRow.Parse)];
    }

    public ValueTask DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs the demo over a folder to its end; it must succeed.</summary>
    internal static async Task<ChildResult> RunAsync(string folder, params string[] more)
    {
        ChildResult run = await Child.RunHostAsync("Silo", ["--demo", "--exit", "--data", folder, .. more], TestContext.Current.CancellationToken);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }
}
