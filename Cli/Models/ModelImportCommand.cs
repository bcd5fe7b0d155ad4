using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Cli.Models;

/// <summary><c>clipgrid model import</c></summary>
internal sealed class ModelImportCommand : GridCommand
{
    private readonly Argument<ModelName> _name = Parsed.Argument<ModelName>("name", "The model whose next version it becomes.");
    private readonly Argument<string> _folder = new("folder") { Description = "A folder as Hugging Face or open_clip write it, with safetensors." };
    private readonly Option<bool> _onSilo = new("--on-silo") { Description = "The folder is one on the silo's machine; nothing is sent." };

    /// <summary>Makes it.</summary>
    public ModelImportCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "import", "Take a model's folder in as a version. Ctrl+C cancels, and nothing of it stays.")
    {
        Arguments.Add(_name);
        Arguments.Add(_folder);
        Options.Add(_onSilo);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid model import vit-b-32 ./clip-vit-base-patch32", "clipgrid model import vit-b-32 /models/vit-b-32 --on-silo"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        using ProgressLine line = run.Progress();
        Heard<ModelProgress> progress = new(now => line.Show(now.Message ?? "Sending", now.ByteCount, now.TotalByteCount, now.ByteCount > 0 ? Words.Bytes(now.ByteCount) : ""));
        ModelVersionInfo version = run.Get(_onSilo)
            ? await client.Models.ImportFromSiloAsync(run.Get(_name), run.Get(_folder), progress, cancellationToken)
            : await client.Models.ImportAsync(run.Get(_name), run.Get(_folder), progress, cancellationToken);
        line.Dispose();
        run.Write(version, output => output.WriteLine($"{version.Id.Short}: {Words.Line(version.Architecture)}, {Words.Count(version.ParameterCount)} parameters, {Words.Bytes(version.ByteCount)}"));
        return ExitCode.Done;
    }
}
