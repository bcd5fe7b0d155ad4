using System.Collections.Immutable;

namespace ClipGrid.Model.Evaluation;

// N pictures, C classes, T templates, D dimension

/// <summary>
/// Sorts pictures into classes that are only described in words: the class whose texts lie closest wins (Radford et al. 2021,
/// section 3.1). Immutable and safe to share between threads.
/// </summary>
public sealed class ZeroShotClassifier
{
    private const double DefaultLogitScale = 100;

    private ZeroShotClassifier(ImmutableArray<string> classNames, EmbeddingMatrix weights, double logitScale) =>
        (ClassNames, Weights, LogitScale) = (classNames, weights, logitScale);

    /// <summary>The classes, in the order of <see cref="Weights"/>.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>One unit vector per class [C, D].</summary>
    public EmbeddingMatrix Weights { get; }

    /// <summary>What cosines are multiplied with to give logits.</summary>
    public double LogitScale { get; }

    /// <summary>
    /// Averages each class over its templates as open_clip does: every text to unit length, their mean, and that to unit length.
    /// </summary>
    /// <param name="prompts">The texts.</param>
    /// <param name="textEmbeddings">Their embeddings [C * T, D] in the order of <see cref="ZeroShotPrompts.Expand"/>; any length.</param>
    /// <param name="logitScale">The model's logit scale, exponentiated; 100 for published models.</param>
    /// <exception cref="ArgumentException">The number of embeddings is not that of the texts.</exception>
    /// <exception cref="InvalidEmbeddingException">A text has no direction, or the texts of a class cancel out.</exception>
    public static ZeroShotClassifier Build(ZeroShotPrompts prompts, EmbeddingMatrix textEmbeddings, double logitScale = DefaultLogitScale)
    {
        ArgumentNullException.ThrowIfNull(prompts);
        ArgumentNullException.ThrowIfNull(textEmbeddings);
        if (!(logitScale > 0) || double.IsInfinity(logitScale))
            throw new ArgumentOutOfRangeException(nameof(logitScale), logitScale, "The logit scale must be above 0: pass the exponentiated value of the model.");
        int templateCount = prompts.Templates.Length;
        if (textEmbeddings.RowCount != prompts.ClassNames.Length * templateCount)
            throw new ArgumentException(
                $"{prompts.ClassNames.Length} classes in {templateCount} templates need {prompts.ClassNames.Length * templateCount} embeddings, not {textEmbeddings.RowCount}: embed every text of {nameof(ZeroShotPrompts.Expand)} once.",
                nameof(textEmbeddings));
        EmbeddingMatrix unit = textEmbeddings.ToUnitRows();
        float[] weights_CD = new float[prompts.ClassNames.Length * unit.Dimension];
        for (int c = 0; c < prompts.ClassNames.Length; c++)
        {
            Span<float> mean_D = weights_CD.AsSpan(c * unit.Dimension, unit.Dimension);
            Mean(unit.Rows(c * templateCount, templateCount), mean_D);
            if (!UnitVector.TryNormalize(mean_D))
                throw new InvalidEmbeddingException($"The texts of class \"{prompts.ClassNames[c]}\" cancel out and leave no direction: look at the templates or the model.");
        }
        return new ZeroShotClassifier(prompts.ClassNames, new EmbeddingMatrix(weights_CD, unit.Dimension), logitScale);
    }

    /// <summary>The best <paramref name="count"/> classes of each picture with their logits, best first; the lower class first on a tie.</summary>
    /// <param name="pictures">Picture embeddings [N, D]; any length.</param>
    /// <param name="count">Classes per picture, 1 or more; all where there are fewer.</param>
    /// <param name="cancellationToken">Stops early.</param>
    public ScoredItem[][] Rank(EmbeddingMatrix pictures, int count, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        ScoredItem[][] rankings = TopK.Search(pictures.ToUnitRows(), Weights, count, cancellationToken);
        foreach (ScoredItem[] ranking in rankings)
            for (int i = 0; i < ranking.Length; i++)
                ranking[i] = ranking[i] with { Score = (float)(ranking[i].Score * LogitScale) };
        return rankings;
    }

    /// <summary>All logits [N, C], row-major: the logit scale times the cosine.</summary>
    /// <param name="pictures">Picture embeddings [N, D]; any length.</param>
    public float[] Logits(EmbeddingMatrix pictures)
    {
        ArgumentNullException.ThrowIfNull(pictures);
        if (pictures.Dimension != Weights.Dimension)
            throw new ArgumentException($"The pictures have {pictures.Dimension} dimensions, the classifier {Weights.Dimension}: embed both with one model.", nameof(pictures));
        float[] logits_NC = new float[checked(pictures.RowCount * Weights.RowCount)];
        Similarity.Fill(pictures.ToUnitRows().Values, Weights.Values, Weights.Dimension, logits_NC);
        for (int i = 0; i < logits_NC.Length; i++)
            logits_NC[i] = (float)(logits_NC[i] * LogitScale);
        return logits_NC;
    }

    /// <summary>All probabilities [N, C], row-major: the softmax of each picture's logits; rows add up to 1.</summary>
    /// <param name="pictures">Picture embeddings [N, D]; any length.</param>
    public float[] Probabilities(EmbeddingMatrix pictures)
    {
        float[] values_NC = Logits(pictures);
        for (int start = 0; start < values_NC.Length; start += Weights.RowCount)
            Softmax.Apply(values_NC.AsSpan(start, Weights.RowCount));
        return values_NC;
    }

    private static void Mean(ReadOnlySpan<float> rows_TD, Span<float> mean_D)
    {
        int rowCount = rows_TD.Length / mean_D.Length;
        for (int d = 0; d < mean_D.Length; d++)
        {
            double sum = 0;
            for (int t = 0; t < rowCount; t++)
                sum += rows_TD[t * mean_D.Length + d];
            mean_D[d] = (float)(sum / rowCount);
        }
    }
}
