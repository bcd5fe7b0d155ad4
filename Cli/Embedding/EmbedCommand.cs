using System.CommandLine;
using ClipGrid.Cli.Hosting;
using ClipGrid.Cli.Output;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Cluster;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Models;

namespace ClipGrid.Cli.Embedding;

/// <summary><c>clipgrid embed</c></summary>
internal sealed class EmbedCommand : GridCommand
{
    private readonly Argument<DatasetRef> _dataset = Parsed.Argument<DatasetRef>("dataset", "The data set, or name@version.");
    private readonly Option<ModelRef> _model = Parsed.Option<ModelRef>("--model", "The model: name, name@alias or name@digest.", "model", isRequired: true);
    private readonly Option<bool> _noWait = new("--no-wait") { Description = "Start it and return at once." };

    /// <summary>Makes it.</summary>
    public EmbedCommand(CliConsole console, GlobalOptions global)
        : base(console, global, "embed", "Embed a data set under a model, so that it can be searched; only new items are embedded. Ctrl+C stops the job; what is embedded stays.")
    {
        Arguments.Add(_dataset);
        Options.Add(_model);
        Options.Add(_noWait);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["clipgrid embed emoji --model demo", "clipgrid embed emoji@2 --model demo@champion --no-wait"];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandRun run, CancellationToken cancellationToken)
    {
        ClipGridClient client = await run.ClientAsync(cancellationToken);
        using ProgressLine line = run.Progress();
        EmbeddingStatus status = run.Get(_noWait)
            ? await client.Embeddings.StartAsync(run.Get(_dataset), run.Get(_model), cancellationToken)
            : await client.Embeddings.EmbedAsync(
                run.Get(_dataset),
                run.Get(_model),
                new Heard<EmbeddingStatus>(now =>
                {
                    line.Show("Embedding", now.DoneCount, now.TotalCount, now.Message ?? $"{Words.Count(now.DoneCount)} of {Words.Count(now.TotalCount)} items");
                    line.Wait(now.State == JobState.Running ? now.Message : null);
                }),
                cancellationToken);
        line.Dispose();
        run.Write(status, output => output.WriteLine(
            $"{status.Dataset} under {status.Model.Short}: {Words.Count(status.DoneCount)} of {Words.Count(status.TotalCount)} items, {Words.Count(status.EmbeddedCount)} of them now ({status.State}).{(status.Message is { } said ? $" {said}" : "")}"));
        return ExitCode.Done;
    }
}
