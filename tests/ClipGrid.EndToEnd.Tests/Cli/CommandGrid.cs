using ClipGrid.EndToEnd.Tests.Processes;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Cli;

/// <summary>A silo that the command alone has filled: 200 pictures with captions, a model of 20 steps, their embeddings.</summary>
public sealed class CommandGrid : IAsyncLifetime
{
    private const string Architecture = """
        {
          "embed_dim": 32,
          "quick_gelu": true,
          "vision_cfg": { "image_size": 32, "patch_size": 8, "layers": 1, "width": 64 },
          "text_cfg": { "context_length": 77, "vocab_size": 600, "width": 64, "heads": 1, "layers": 1 }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private GridProcess? _silo;
    private string? _added;
    private string? _trained;
    private string? _embedded;

    /// <summary>Where the silo's gateway is.</summary>
    internal string Endpoint => Reference.MadeOfData(_silo).Endpoint;

    /// <summary>The pictures' folder: captions.csv and images.</summary>
    internal static string Pictures => Reference.Data("openmoji/folder");

    /// <summary>What <c>dataset add</c> wrote.</summary>
    internal string Added => Reference.MadeOfData(_added);

    /// <summary>What <c>train --watch</c> wrote.</summary>
    internal string Trained => Reference.MadeOfData(_trained);

    /// <summary>What <c>embed</c> wrote.</summary>
    internal string Embedded => Reference.MadeOfData(_embedded);

    /// <summary>The model's folder as <c>model export</c> wrote it.</summary>
    internal string Exported => File("exported");

    /// <summary>A file with a network's configuration.</summary>
    internal string ArchitectureFile => File("architecture.json");

    /// <summary>A picture that is in the data set.</summary>
    internal static string Picture => Directory.GetFiles(Path.Combine(Pictures, "images")).Order(StringComparer.Ordinal).First();

    public async ValueTask InitializeAsync()
    {
        if (!Reference.HasData)
            return;
        CancellationToken cancel = TestContext.Current.CancellationToken;
        await System.IO.File.WriteAllTextAsync(ArchitectureFile, Architecture, cancel);
        await System.IO.File.WriteAllTextAsync(File("classes.txt"), "flag\nface\n", cancel);
        _silo = await GridProcess.StartAsync(Directory.CreateDirectory(File("data")).FullName, cancel);
        _added = await DoAsync("dataset", "add", "emoji", Path.Combine(Pictures, "captions.csv"));
        _trained = await DoAsync("train", "emoji", "--publish", "demo", "--architecture", ArchitectureFile, "--vocab", "600", "--steps", "20", "--batch", "32", "--id", "first", "--watch");
        _embedded = await DoAsync("embed", "emoji", "--model", "demo");
        await DoAsync("model", "export", "demo", Exported);
    }

    /// <summary>A path in a folder that lives as long as the grid.</summary>
    internal string File(string name) => _folder.Combine(name);

    /// <summary>Runs the command against the grid.</summary>
    internal Task<ChildResult> RunAsync(params IEnumerable<string> arguments) => CommandProcess.RunAsync(Endpoint, arguments, TestContext.Current.CancellationToken);

    /// <summary>Runs a command that has to succeed; returns what it wrote.</summary>
    internal async Task<string> DoAsync(params string[] arguments)
    {
        ChildResult run = await RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"clipgrid {string.Join(' ', arguments)}: {run}");
        return run.Output;
    }

    public ValueTask DisposeAsync()
    {
        _silo?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
