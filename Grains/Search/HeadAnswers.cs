using System.Collections.Immutable;
using ClipGrid.Contracts.Search;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Search;

// C classes, E embedding

/// <summary>What a model's own classifier says of pictures.</summary>
internal static class HeadAnswers
{
    /// <summary>The best classes of a picture, the lower class first on a tie.</summary>
    /// <param name="head">The classifier.</param>
    /// <param name="picture_E">The picture's embedding, of length 1.</param>
    /// <param name="top">Most classes.</param>
    public static PictureClasses Best(ClassifierHead head, ReadOnlySpan<float> picture_E, int top)
    {
        float[] probabilities_C = head.Probabilities(picture_E);
        var classes = ImmutableArray.CreateBuilder<ClassProbability>();
        foreach (int c in Enumerable.Range(0, probabilities_C.Length).OrderByDescending(c => probabilities_C[c]).ThenBy(c => c).Take(top))
            classes.Add(new ClassProbability(head.Classes[c], probabilities_C[c], Cosine(head, c, picture_E)));
        return new PictureClasses(classes.ToImmutable(), null);
    }

    // A row of zeros has no direction: it is as near to every picture.
    private static double Cosine(ClassifierHead head, int c, ReadOnlySpan<float> picture_E)
    {
        float[] row_E = head.Weights.Slice(c * head.EmbedDim, head.EmbedDim).ToArray();
        if (!UnitVector.TryNormalize(row_E))
            return 0;
        double sum = 0;
        for (int e = 0; e < row_E.Length; e++)
            sum += (double)row_E[e] * picture_E[e];
        return Math.Clamp(sum, -1, 1);
    }
}
