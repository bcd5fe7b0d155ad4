using ClipGrid.Model.Embedding;
using ClipGrid.Model.Evaluation;
using ClipGrid.Silo.Demo.Scenes;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>The demo from the first picture to the last query.</summary>
internal sealed class DemoRun(DemoOptions options, SiloConsole console, TimeProvider clock)
{
    private readonly DemoModelFolder _folder = new(Path.Combine(options.Folder, "model"));

    /// <summary>Draws, trains where there is no model yet, measures, asks, and waits for typed queries if it shall.</summary>
    /// <exception cref="DemoException">It cannot go on, or the model finds too little for as many steps as it was given.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the queries could be typed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        CaptionedScene[] scenes = Draw(cancel);
        if (options.IsFresh || !_folder.Exists)
            Train(scenes, cancel);
        else
            console.Output.WriteLine($"The model of an earlier run is used again: {_folder.Path} (--fresh trains a new one)");
        await using DemoIndex index = await DemoIndex.BuildAsync(_folder.Load(), scenes, cancel);
        RetrievalMetrics recall = await DemoRecall.MeasureAsync(index, cancel);
        DemoRecall.Write(recall, scenes.Length, console.Output);
        await new DemoQueries(index, console).RunAsync(cancel);
        console.Output.WriteLine();
        if (!options.Exits)
            await new DemoPrompt(index, console).RunAsync(cancel);
        Judge(recall);
    }

    private CaptionedScene[] Draw(CancellationToken cancel)
    {
        CaptionedScene[] scenes = [.. new SceneSet(DemoRecipe.Seed).All()];
        cancel.ThrowIfCancellationRequested();
        SceneFolder folder = new(options.Folder);
        bool wrote = folder.Write(scenes);
        console.Output.WriteLine($"{(wrote ? "Drew" : "Found the")} {SceneSet.TrainCount} captioned pictures to train on and {SceneSet.HeldOutCount} held out: {folder.Page}");
        return scenes;
    }

    private void Train(CaptionedScene[] scenes, CancellationToken cancel)
    {
        console.Output.WriteLine($"Training a CLIP from nothing, {options.StepCount} steps of {DemoRecipe.BatchSize} pairs; Ctrl+C stops it.");
        long start = clock.GetTimestamp();
        DemoProgressLine line = new(console, clock);
        try
        {
            using ClipModel model = new DemoTraining(new DemoRecipe(options.StepCount), clock)
                .Run([.. scenes.Where(scene => scene.Scene.Split == SceneSplit.Train)], line, cancel);
            _folder.Save(model, cancel);
        }
        finally
        {
            line.End();
        }
        console.Output.WriteLine($"Trained and saved in {clock.GetElapsedTime(start).TotalSeconds:F0} s: {_folder.Path}");
    }

    // Who asks for fewer steps than usual asks for less than usual.
    private void Judge(RetrievalMetrics recall)
    {
        if (options.StepCount >= DemoRecipe.UsualStepCount && recall.RecallAt10 < DemoRecipe.LeastRecallAt10)
            throw new DemoException(
                $"The model in {_folder.Path} finds too little: recall@10 is {recall.RecallAt10:P1} and should be {DemoRecipe.LeastRecallAt10:P0} "
                + "or more. If it was trained with fewer steps, --fresh trains a new one; if not, the training does not learn as it should.");
    }
}
