using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>Two folders that the silo filled with <c>--demo</c>: the first with a model that has learnt, the second with one of a single step.</summary>
public sealed class DemoData : IAsyncLifetime
{
    private readonly TemporaryFolder _first = new();
    private readonly TemporaryFolder _second = new();

    public string First => _first.FullName;

    public string Second => _second.FullName;

    /// <summary>The pictures that the demo drew below a data folder.</summary>
    public static string Pictures(string folder) => Path.Combine(folder, "demo");

    internal ChildResult Learnt { get; private set; } = null!;

    internal ChildResult Hasty { get; private set; } = null!;

    /// <summary>A row for each picture of both splits.</summary>
    internal IReadOnlyList<DemoRow> Rows { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Learnt = await RunAsync(First);
        Hasty = await RunAsync(Second, "--steps", "1");
        Rows = [.. new[] { "train", "heldout" }.SelectMany(split => File.ReadLines(_first.Combine($"demo/{split}/captions.jsonl"))).Select(DemoRow.Parse)];
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
        ChildResult run = await StartAsync(["--exit", "--data", folder, .. more]);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run;
    }

    /// <summary>Runs the demo on ports of its own to its end.</summary>
    internal static Task<ChildResult> StartAsync(params string[] arguments) =>
        Child.RunHostAsync("Silo", ["--demo", .. Ports(), .. arguments], TestContext.Current.CancellationToken);

    /// <summary>Options for ports that nobody else uses.</summary>
    internal static string[] Ports()
    {
        int[] ports = FreePorts.Take(3);
        return ["--silo-port", $"{ports[0]}", "--gateway-port", $"{ports[1]}", "--http-port", $"{ports[2]}"];
    }
}
