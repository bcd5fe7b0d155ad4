using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Cli.Models;

/// <summary><c>clipgrid model export</c></summary>
internal sealed class ModelExportCommand : GridCommand
{
    private readonly Argument<ModelRef> _model = Parsed.Argument<ModelRef>("model", "The version: name, name@alias or name@digest.");
    private readonly Argument<string> _folder = new("folder") { Description = "A folder that is not there yet, or empty." };
    private readonly Option<ModelLayout> _layout = Parsed.Choice("--layout", "Whose names the files have; Hugging Face has none for ResNets", ModelLayout.OpenClip);

    /// <summary>Makes it.</summary>
    public ModelExportCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "export", "Write a version into a new folder, for Hugging Face transformers or open_clip.")
    {
        Arguments.Add(_model);
        Arguments.Add(_folder);
        Options.Add(_layout);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid model export demo ./demo-model", "clipgrid model export demo@champion ./for-transformers --layout hugging-face"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        string folder = Path.GetFullPath(run.Get(_folder));
        using (ProgressLine line = run.Progress())
            await client.Models.ExportAsync(
                run.Get(_model),
                run.Get(_layout),
                folder,
                new Heard<ModelProgress>(now => line.Show(now.Message ?? "Receiving", now.ByteCount, now.TotalByteCount, now.ByteCount > 0 ? Words.Bytes(now.ByteCount) : "")),
                cancellationToken);
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];
        run.Write(new { Model = run.Get(_model), Folder = folder, Files = files }, output => output.WriteLine($"{run.Get(_model)} is in {Words.Line(folder)}: {Words.Line(string.Join(", ", files))}"));
        return ExitCode.Done;
    }
}
