using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Silo.Demo.Scenes;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>The demo from the first picture to the last query, through the grid's own client.</summary>
internal sealed class DemoRun(DemoOptions options, ClipGridClient client, SiloConsole console, TimeProvider clock)
{
    /// <summary>Brings pictures in, trains where there is no model yet, embeds, measures and asks.</summary>
    /// <exception cref="GridException">It cannot go on, or the model finds too little for as many steps as it was given.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        IReadOnlyList<CaptionedScene> heldOut = await new DemoData(client, options.Folder, console).PrepareAsync(cancel);
        ModelVersionId model = await new DemoTraining(client, console, clock).TrainAsync(options.StepCount, options.IsFresh, cancel);
        await EmbedAsync(model, cancel);
        DemoSearch search = new(client, model);
        DemoRecall recall = await DemoRecall.MeasureAsync(search, heldOut, cancel);
        recall.Write(console.Output);
        await new DemoQueries(search, console.Output).RunAsync(heldOut[0], cancel);
        console.Output.WriteLine();
        Judge(recall, model);
    }

    private async Task EmbedAsync(ModelVersionId model, CancellationToken cancel)
    {
        long start = clock.GetTimestamp();
        EmbeddingStatus status = await client.Embeddings.EmbedAsync(DemoSearch.Dataset, new ModelRef(model.Name, model.Digest.Value), cancellationToken: cancel);
        console.Output.WriteLine($"Embedded {status.EmbeddedCount} of {status.TotalCount} pictures in {clock.GetElapsedTime(start).TotalSeconds:F1} s");
    }

    // Who asks for fewer steps than usual asks for less than usual.
    private void Judge(DemoRecall recall, ModelVersionId model)
    {
        if (options.StepCount >= DemoRecipe.UsualStepCount && recall.At(10) < DemoRecipe.LeastRecallAt10)
            throw new GridException(
                GridProblem.WrongState,
                $"The model {model.Short} finds too little: recall@10 is {recall.At(10):P1} and should be {DemoRecipe.LeastRecallAt10:P0} "
                + "or more. If it was trained with fewer steps, --fresh trains a new one; if not, the training does not learn as it should.");
    }
}
