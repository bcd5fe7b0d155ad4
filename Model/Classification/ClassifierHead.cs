using System.Collections.Immutable;
using ClipGrid.Model.Evaluation;
using ClipGrid.Model.Weights;

namespace ClipGrid.Model.Classification;

// C classes, E embedding

/// <summary>
/// One row a class on the image tower: <c>logits_C = weights_CE * unit image embedding_E + biases_C</c> (Radford et al. 2021, section 3.2).
/// Immutable as long as its owner leaves the memory alone; safe to share between threads.
/// </summary>
public sealed class ClassifierHead
{
    /// <summary>Puts a head together.</summary>
    /// <param name="classes">Names of the classes, one or more, all different.</param>
    /// <param name="weights_CE">A row for each class, row-major; not copied: leave it unchanged.</param>
    /// <param name="biases_C">A number for each class; not copied.</param>
    /// <exception cref="ArgumentException">A name is missing or doubled, the numbers do not fill the classes, or one is not finite.</exception>
    public ClassifierHead(ImmutableArray<string> classes, ReadOnlyMemory<float> weights_CE, ReadOnlyMemory<float> biases_C)
    {
        ClassNames.Check(classes);
        if (biases_C.Length != classes.Length || weights_CE.Length == 0 || weights_CE.Length % classes.Length != 0)
            throw new ArgumentException($"{classes.Length} classes do not go with {weights_CE.Length} weights and {biases_C.Length} biases: give each class one row of weights and one bias.", nameof(weights_CE));
        EmbedDim = weights_CE.Length / classes.Length;
        RequireFinite(weights_CE.Span, EmbedDim, classes, "weight");
        RequireFinite(biases_C.Span, 1, classes, "bias");
        (Classes, Weights, Biases) = (classes, weights_CE, biases_C);
    }

    /// <summary>The classes' names, in the order of the rows.</summary>
    public ImmutableArray<string> Classes { get; }

    /// <summary>A row for each class [C, E], row-major.</summary>
    public ReadOnlyMemory<float> Weights { get; }

    /// <summary>A number for each class [C].</summary>
    public ReadOnlyMemory<float> Biases { get; }

    /// <summary>Width of the embeddings that it takes.</summary>
    public int EmbedDim { get; }

    /// <summary>
    /// The head that answers as a zero-shot classifier does, to start from (Wortsman et al. 2022, section 3): the class texts' embeddings times
    /// the factor on cosines, without bias.
    /// </summary>
    /// <param name="classes">The classes' names.</param>
    /// <param name="texts">Unit text embeddings [C, E], such as <see cref="ZeroShotClassifier.Weights"/>.</param>
    /// <param name="logitScale">The model's logit scale, exponentiated, such as <see cref="ZeroShotClassifier.LogitScale"/>.</param>
    /// <exception cref="ArgumentException">The numbers of classes and texts differ, or the factor is not above 0.</exception>
    public static ClassifierHead FromTexts(ImmutableArray<string> classes, EmbeddingMatrix texts, double logitScale)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!(logitScale > 0) || double.IsInfinity(logitScale))
            throw new ArgumentOutOfRangeException(nameof(logitScale), logitScale, "The logit scale must be above 0: pass the exponentiated value of the model.");
        float[] weights_CE = new float[texts.Values.Length];
        for (int i = 0; i < weights_CE.Length; i++)
            weights_CE[i] = (float)(texts.Values[i] * logitScale);
        return new ClassifierHead(classes, weights_CE, new float[texts.RowCount]);
    }

    /// <summary>A head of zeros: every class is as likely as another.</summary>
    /// <param name="classes">The classes' names.</param>
    /// <param name="embedDim">Width of the embeddings.</param>
    public static ClassifierHead Zeros(ImmutableArray<string> classes, int embedDim)
    {
        ClassNames.Check(classes);
        ArgumentOutOfRangeException.ThrowIfLessThan(embedDim, 1);
        return new ClassifierHead(classes, new float[checked(classes.Length * embedDim)], new float[classes.Length]);
    }

    /// <summary>The head of a model folder, or null if the folder has none.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="embedDim">Width of the model's embeddings, which the head must take; null to take any.</param>
    /// <exception cref="ModelFolderException">Half of the head is missing, or its parts do not fit each other or the model.</exception>
    /// <exception cref="Configuration.ConfigurationException">The list of classes is broken.</exception>
    /// <exception cref="SafetensorsException">The file of its weights is broken.</exception>
    public static ClassifierHead? Find(string folder, int? embedDim = null) => new ClassifierFiles(folder).Read(embedDim);

    /// <summary>Writes the head into a model folder, over one that is there. A folder in which it was cut off is refused by <see cref="Find"/>.</summary>
    /// <param name="folder">The folder of the model whose embeddings it takes.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void Save(string folder) => new ClassifierFiles(folder).Write(this);

    /// <summary>The classes' scores [C].</summary>
    /// <param name="unitVector">An image embedding of length 1 [E].</param>
    /// <exception cref="ArgumentException">The vector has another width.</exception>
    public float[] Logits(ReadOnlySpan<float> unitVector)
    {
        if (unitVector.Length != EmbedDim)
            throw new ArgumentException($"The vector has {unitVector.Length} numbers and the classifier takes {EmbedDim}: embed with the model that the classifier belongs to.", nameof(unitVector));
        float[] logits_C = new float[Classes.Length];
        Similarity.Scan(unitVector, Weights.Span, logits_C);
        for (int c = 0; c < logits_C.Length; c++)
            logits_C[c] += Biases.Span[c];
        return logits_C;
    }

    /// <summary>The classes' probabilities [C], which add up to 1.</summary>
    /// <param name="unitVector">An image embedding of length 1 [E].</param>
    /// <exception cref="ArgumentException">The vector has another width.</exception>
    public float[] Probabilities(ReadOnlySpan<float> unitVector)
    {
        float[] values_C = Logits(unitVector);
        Softmax.Apply(values_C);
        return values_C;
    }

    private static void RequireFinite(ReadOnlySpan<float> values, int perClass, ImmutableArray<string> classes, string what)
    {
        for (int i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new ArgumentException($"A {what} of class \"{classes[i / perClass]}\" is {values[i]}: train again, or take an earlier checkpoint.", nameof(values));
    }
}
