using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Demo;

/// <summary>Two folders that the silo drew with <c>--demo</c>.</summary>
public sealed class DemoData : IAsyncLifetime
{
    private readonly TemporaryFolder _first = new();
    private readonly TemporaryFolder _second = new();

    public string First => _first.Combine("demo");

    public string Second => _second.Combine("demo");

    internal IReadOnlyList<DemoRow> Rows { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        foreach (TemporaryFolder folder in new[] { _first, _second })
        {
            ChildResult run = await Child.RunHostAsync("Silo", ["--demo", "--exit", "--data", folder.FullName], TestContext.Current.CancellationToken);
            Assert.True(run.ExitCode == 0, run.ToString());
        }
        Rows = [.. File.ReadLines(Path.Combine(First, "captions.csv")).Skip(1).Select(DemoRow.Parse)];
    }

    public ValueTask DisposeAsync()
    {
        _first.Dispose();
        _second.Dispose();
        return ValueTask.CompletedTask;
    }
}
