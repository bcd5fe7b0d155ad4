using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Cli.Models;

/// <summary><c>clipgrid model list</c></summary>
internal sealed class ModelListCommand : GridCommand
{
    private const int DigitsShown = 8;
    private readonly Argument<string> _prefix = new("prefix") { Description = "Only names that begin so.", DefaultValueFactory = _ => "" };

    /// <summary>Makes it.</summary>
    public ModelListCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "list", "List the models.") => Arguments.Add(_prefix);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid model list", "clipgrid model list --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        List<ModelInfo> all = [];
        await foreach (ModelInfo model in client.Models.ListAsync(run.Get(_prefix), cancellationToken))
            all.Add(model);
        run.Write(all, output =>
        {
            if (all.Count == 0)
                output.WriteLine("No models yet: clipgrid model import NAME FOLDER takes one in, clipgrid train makes one.");
            TextTable table = new("model", ">versions", "latest", "~architecture", ">parameters", "~aliases");
            foreach (ModelInfo model in all)
            {
                ModelVersionInfo? latest = model.Versions.LastOrDefault();
                table.Add(
                    model.Name.ToString(), Words.Count(model.Versions.Length), latest?.Id.Digest.Short, latest?.Architecture, Words.Count(latest?.ParameterCount ?? 0),
                    string.Join(", ", model.Aliases.Where(alias => alias.Name != "latest").Select(alias => $"{alias.Name}={alias.Target.Digest.Value[..DigitsShown]}")));
            }
            if (all.Count > 0)
                run.Draw(table);
        });
        return ExitCode.Done;
    }
}
