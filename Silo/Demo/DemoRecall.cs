using ClipGrid.Model.Evaluation;
using ClipGrid.Silo.Demo.Scenes;

namespace ClipGrid.Silo.Demo;

/// <summary>
/// How well captions find pictures that training never showed: the full caption of every held-out scene asks, and all pictures answer,
/// the trained ones too.
/// </summary>
internal static class DemoRecall
{
    /// <summary>Embeds the captions and ranks all pictures for each.</summary>
    public static async Task<RetrievalMetrics> MeasureAsync(DemoIndex index, CancellationToken cancel)
    {
        int[] asked = [.. index.Scenes.Index().Where(scene => scene.Item.Scene.Split == SceneSplit.HeldOut).Select(scene => scene.Index)];
        RetrievalRequest request = new()
        {
            Pictures = index.Vectors,
            Captions = await index.EmbedAsync([.. asked.Select(number => index.Scenes[number].Captions[0])], cancel),
            PictureOfCaption = asked,
        };
        return RetrievalReport.Evaluate(request, cancel).TextToImage;
    }

    /// <summary>Prints the result beside what guessing would reach.</summary>
    public static void Write(RetrievalMetrics recall, int pictureCount, TextWriter output)
    {
        output.WriteLine($"{recall.QueryCount} captions of colours and shapes that training never paired, each to find its picture among {pictureCount}:");
        foreach ((int among, double share) in new[] { (1, recall.RecallAt1), (5, recall.RecallAt5), (10, recall.RecallAt10) })
            output.WriteLine($"  recall@{among,-2}  {share,6:P1}   by chance {(double)among / pictureCount:P2}");
        output.WriteLine($"  the bar: recall@10 of {DemoRecipe.LeastRecallAt10:P0}");
    }
}
