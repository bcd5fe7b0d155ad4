using System.Collections.Immutable;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Training.Evaluation;

// N pictures, M captions, D dimension

/// <summary>What vectors are worth. Plain and exact: the same vectors give the same doubles.</summary>
internal static class EvaluationScores
{
    private const int TopFive = 5;

    /// <summary>Retrieval in both directions; a picture may have several captions.</summary>
    /// <param name="pictures_ND">The pictures' vectors.</param>
    /// <param name="captions_MD">The captions' vectors, picture by picture.</param>
    /// <param name="dimension">Width of a vector.</param>
    /// <param name="captions">What is said of each picture. Equal texts count with one vector, that of the first of them.</param>
    /// <param name="cancellationToken">Stops early.</param>
    public static ImmutableSortedDictionary<string, double> Retrieval(float[] pictures_ND, float[] captions_MD, int dimension, IReadOnlyList<ImmutableArray<string>> captions, CancellationToken cancellationToken)
    {
        List<int> pictureOf = [];
        Dictionary<string, int> firsts = new(StringComparer.Ordinal);
        foreach ((int picture, ImmutableArray<string> texts) in captions.Index())
            foreach (string text in texts)
            {
                if (!firsts.TryAdd(text, pictureOf.Count))
                    captions_MD.AsSpan(firsts[text] * dimension, dimension).CopyTo(captions_MD.AsSpan(pictureOf.Count * dimension));
                pictureOf.Add(picture);
            }
        RetrievalRequest request = new()
        {
            Pictures = new EmbeddingMatrix(pictures_ND, dimension),
            Captions = new EmbeddingMatrix(captions_MD, dimension),
            PictureOfCaption = pictureOf,
        };
        return EvaluationMetrics.Of(RetrievalReport.Evaluate(request, cancellationToken));
    }

    /// <summary>Classification by a head.</summary>
    /// <param name="pictures_ND">The pictures' vectors.</param>
    /// <param name="head">The head.</param>
    /// <param name="labels">The true class of each picture.</param>
    /// <param name="cancellationToken">Stops early.</param>
    public static ImmutableSortedDictionary<string, double> Classification(float[] pictures_ND, ClassifierHead head, IReadOnlyList<int> labels, CancellationToken cancellationToken)
    {
        var rankings = new ScoredItem[labels.Count][];
        Parallel.For(0, rankings.Length, new ParallelOptions { CancellationToken = cancellationToken }, picture =>
            rankings[picture] = TopK.Select(head.Logits(pictures_ND.AsSpan(picture * head.EmbedDim, head.EmbedDim)), TopFive));
        return EvaluationMetrics.Of(ClassificationReport.Create(head.Classes, labels, rankings), isZeroShot: false);
    }

    /// <summary>Classification by the classes' texts.</summary>
    /// <param name="pictures_ND">The pictures' vectors.</param>
    /// <param name="texts">The classes' vectors.</param>
    /// <param name="classes">The classes' names.</param>
    /// <param name="labels">The true class of each picture.</param>
    /// <param name="cancellationToken">Stops early.</param>
    public static ImmutableSortedDictionary<string, double> ZeroShot(float[] pictures_ND, EmbeddingMatrix texts, ImmutableArray<string> classes, IReadOnlyList<int> labels, CancellationToken cancellationToken)
    {
        ScoredItem[][] rankings = TopK.Search(new EmbeddingMatrix(pictures_ND, texts.Dimension), texts, TopFive, cancellationToken);
        return EvaluationMetrics.Of(ClassificationReport.Create(classes, labels, rankings), isZeroShot: true);
    }
}
