using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Search;

/// <summary>
/// Classifiers by model, classes and templates: their texts are embedded once for all who ask, and the last ones used stay. Safe for any
/// number of callers.
/// </summary>
internal sealed class ClassifierCache(ISearchGrid grid)
{
    private const int MostTexts = 256;
    private const int MostBytes = 256 * 1024;

    private readonly RecentTasks<ZeroShotClassifier> _recent = new();

    /// <summary>A classifier.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classes">The classes' names.</param>
    /// <param name="templates">Texts with a place for the name.</param>
    /// <param name="cancellationToken">Ends this caller's waiting; the others' goes on.</param>
    /// <exception cref="GridException">Invalid: classes or templates.</exception>
    public Task<ZeroShotClassifier> GetAsync(ModelVersionInfo model, ImmutableArray<string> classes, ImmutableArray<string> templates, CancellationToken cancellationToken)
    {
        ZeroShotPrompts prompts = Prompts(classes, templates);
        string key = Convert.ToHexString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new[] { [model.Id.ToString()], [.. classes], templates.ToArray() })));
        return _recent.GetAsync(key, () => BuildAsync(model, prompts), cancellationToken);
    }

    private static ZeroShotPrompts Prompts(ImmutableArray<string> classes, ImmutableArray<string> templates)
    {
        try
        {
            return new ZeroShotPrompts(classes, templates);
        }
        catch (ArgumentException error)
        {
            throw new GridException(GridProblem.Invalid, error.Message, error);
        }
    }

    private static IEnumerable<ImmutableArray<string>> Requests(ImmutableArray<string> texts)
    {
        for (int start = 0, end; start < texts.Length; start = end)
        {
            int size = texts[start].Length;
            for (end = start + 1; end < texts.Length && end - start < MostTexts && (size += texts[end].Length) * sizeof(char) <= MostBytes;)
                end++;
            yield return texts[start..end];
        }
    }

    private async Task<ZeroShotClassifier> BuildAsync(ModelVersionInfo model, ZeroShotPrompts prompts)
    {
        List<ReadOnlyMemory<float>> vectors = [];
        ImmutableArray<string> texts = prompts.Expand();
        foreach (ImmutableArray<string> request in Requests(texts))
        {
            foreach (EmbeddingOutcome outcome in await grid.EmbedTextsAsync(model.Id, request, CancellationToken.None).ConfigureAwait(false))
                vectors.Add(outcome.Error is { } error
                    ? throw new GridException(outcome.Problem, $"The text \"{texts[vectors.Count]}\" cannot be embedded: {error}")
                    : outcome.Vector);
        }
        try
        {
            return ZeroShotClassifier.Build(prompts, EmbeddingMatrix.FromRows(vectors), model.LogitScale);
        }
        catch (InvalidEmbeddingException error)
        {
            throw new GridException(GridProblem.Invalid, error.Message, error);
        }
    }
}
