using System.CommandLine;
using System.Globalization;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Cli.Models;

/// <summary><c>clipgrid model show</c></summary>
internal sealed class ModelShowCommand : GridCommand
{
    private const int MostChanges = 10;
    private const int MostClasses = 50;
    private readonly Argument<ModelRef> _model = Parsed.Argument<ModelRef>("model", "The model, or a version: name@alias or name@digest.");

    /// <summary>Makes it.</summary>
    public ModelShowCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "show", "Show a model's versions and aliases, and where a version comes from.") => Arguments.Add(_model);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid model show demo", "clipgrid model show demo@champion --json"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        ModelRef asked = run.Get(_model);
        ModelInfo model = await client.Models.GetAsync(asked.Name, cancellationToken);
        ModelVersionInfo version = await client.Models.ResolveAsync(asked, cancellationToken);
        run.Write(new { Model = model, Version = version }, output =>
        {
            TextTable table = new("version", "~made", "~architecture", ">parameters", ">bytes", "~aliases");
            foreach (ModelVersionInfo one in model.Versions)
                table.Add(
                    one.Id.Digest.Short, Words.Moment(one.CreatedAt), one.Architecture, Words.Count(one.ParameterCount), Words.Bytes(one.ByteCount),
                    string.Join(", ", model.Aliases.Where(alias => alias.Target == one.Id).Select(alias => alias.IsProtected ? $"{alias.Name} (protected)" : alias.Name)));
            run.Draw(table);
            output.WriteLine($"{version.Id}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  vectors of {version.EmbedDim}, pictures of {version.ImageSize} pixels, texts of {version.ContextLength} tokens, vocabulary {version.VocabSize}, logit scale {version.LogitScale:0.###}"));
            foreach (string line in Origin(version.Lineage))
                output.WriteLine($"  {Words.Line(line)}");
            foreach ((string name, double value) in version.Metrics)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {Words.Line(name)} = {value:0.####}"));
            if (!version.Classes.IsEmpty)
                output.WriteLine(Words.Line($"  tells {version.Classes.Length} labels apart: {string.Join(", ", version.Classes.Take(MostClasses))}{(version.Classes.Length > MostClasses ? ", …" : "")}"));
            DrawHistory(run, model);
        });
        return ExitCode.Done;
    }

    private static void DrawHistory(CommandRun run, ModelInfo model)
    {
        TextTable table = new("moved", "alias", "from", "to", "~reason");
        foreach (AliasChange change in model.History.Take(MostChanges))
            table.Add(Words.Moment(change.At), change.Name, change.From?.Digest.Short ?? "-", change.To?.Digest.Short ?? "removed", change.Reason);
        run.Draw(table);
        if (model.History.Length > MostChanges)
            run.Console.Output.WriteLine($"and {model.History.Length - MostChanges} earlier moves: --json has them");
    }

    private static IEnumerable<string> Origin(ModelLineage lineage)
    {
        if (lineage.ImportedFrom is { } folder)
            yield return $"imported from {folder}";
        if (lineage.Session is { } session)
            yield return $"trained by session {session}{(lineage.Dataset is { } dataset ? $" on {dataset}" : "")}{(lineage.Step is { } step ? $", step {step}" : "")}";
        foreach (ModelVersionId parent in lineage.Parents)
            yield return $"made from {parent.Short}";
    }
}
