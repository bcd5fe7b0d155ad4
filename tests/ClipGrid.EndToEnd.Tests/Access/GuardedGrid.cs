using System.Text.RegularExpressions;
using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Access;

/// <summary>A silo that asks everybody who he is, its first admin's key, and keys of a reader and of a web tier.</summary>
public sealed partial class GuardedGrid : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = FreePorts.Take(3);

    /// <summary>The silo.</summary>
    internal GridProcess Silo { get; private set; } = null!;

    /// <summary>The key that it wrote when it started first.</summary>
    internal string Admin { get; private set; } = null!;

    /// <summary>A reader's key.</summary>
    internal string Reader { get; private set; } = null!;

    /// <summary>A web tier's key.</summary>
    internal string Web { get; private set; } = null!;

    /// <summary>The address of a page.</summary>
    internal Uri Url(string path) => new($"http://localhost:{_ports[2]}{path}");

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        Admin = await FirstKeyAsync();
        Reader = await CreateAsync("reader", "--role", "reader");
        Web = await CreateAsync("web", "--role", "reader", "--web");
    }

    /// <summary>Ends the silo and starts it again on the same folder.</summary>
    internal async Task RestartAsync()
    {
        Assert.Equal(0, await Silo.TerminateAsync(TestContext.Current.CancellationToken));
        Silo.Dispose();
        await StartAsync();
    }

    /// <summary>Runs the command with a key in its environment, or without any.</summary>
    internal Task<ChildResult> RunAsync(string? key, params string[] arguments) => Child.RunAsync(
        "env", [$"CLIPGRID_ENDPOINT={Silo.Endpoint}", $"CLIPGRID_KEY={key}", "dotnet", Built.Assembly("Cli"), .. arguments], TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        Silo?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task StartAsync() => Silo = await GridProcess.StartAsync(
        _folder.FullName, TestContext.Current.CancellationToken, new Dictionary<string, string> { ["ClipGrid__Access__Mode"] = "Required" }, _ports);

    // It comes a moment after the silo is ready.
    private async Task<string> FirstKeyAsync()
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (KeyText().Match(Silo.Words) is { Success: true } found)
                return found.Value;
            await Task.Delay(50, patience.Token);
        }
    }

    private async Task<string> CreateAsync(string name, params string[] options)
    {
        ChildResult made = await RunAsync(Admin, ["key", "create", name, .. options]);
        Assert.True(made.ExitCode == 0, made.ToString());
        return made.Output.Trim();
    }

    [GeneratedRegex("cgk_[0-9a-f]{12}_[0-9a-f]{64}")]
    private static partial Regex KeyText();
}
