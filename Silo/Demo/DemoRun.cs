using ClipGrid.Model.Embedding;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>The demo from the first picture to the last query.</summary>
internal sealed class DemoRun(DemoOptions options, SiloConsole console, TimeProvider clock)
{
    private readonly DemoModelFolder _folder = new(Path.Combine(options.Folder, "model"));

    /// <summary>Draws, trains where there is no model yet, measures, asks, and waits for typed queries if it shall.</summary>
    /// <exception cref="DemoException">It cannot go on.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the queries could be typed.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        DemoPicture[] pictures = Draw(cancel);
        if (options.IsFresh || !_folder.Exists)
            Train(pictures, cancel);
        else
            console.Output.WriteLine($"The model of an earlier run is used again: {_folder.Path} (--fresh trains a new one)");
        await using DemoIndex index = await DemoIndex.BuildAsync(_folder.Load(), pictures, cancel);
        DemoRecall.Write(await DemoRecall.MeasureAsync(index, cancel), pictures.Length, console.Output);
        await new DemoQueries(index, console).RunAsync(cancel);
        console.Output.WriteLine();
        if (!options.Exits)
            await new DemoPrompt(index, console).RunAsync(cancel);
    }

    private DemoPicture[] Draw(CancellationToken cancel)
    {
        DemoPictures made = new(seed: 1, side: DemoRecipe.PictureSide);
        DemoPicture[] pictures = [.. made.DrawMany(DemoSplit.HeldOut, DemoRecipe.HeldOutCount), .. made.DrawMany(DemoSplit.Train, DemoRecipe.TrainCount)];
        cancel.ThrowIfCancellationRequested();
        DemoFolder folder = new(options.Folder);
        bool wrote = folder.Write(pictures);
        console.Output.WriteLine($"{(wrote ? "Drew" : "Found the")} {DemoRecipe.TrainCount} captioned pictures to train on and {DemoRecipe.HeldOutCount} held out: {folder.Page}");
        return pictures;
    }

    private void Train(DemoPicture[] pictures, CancellationToken cancel)
    {
        console.Output.WriteLine($"Training a CLIP from nothing, {options.StepCount} steps of {DemoRecipe.BatchSize} pairs; Ctrl+C stops it.");
        long start = clock.GetTimestamp();
        DemoProgressLine line = new(console, clock);
        try
        {
            using ClipModel model = new DemoTraining(new DemoRecipe(options.StepCount), clock)
                .Run([.. pictures.Where(picture => picture.Attributes.Split == DemoSplit.Train)], line, cancel);
            _folder.Save(model, cancel);
        }
        finally
        {
            line.End();
        }
        console.Output.WriteLine($"Trained and saved in {clock.GetElapsedTime(start).TotalSeconds:F0} s: {_folder.Path}");
    }
}
