using System.Collections.Immutable;
using ClipGrid.Contracts.Embedding;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Search;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;

namespace ClipGrid.Grains.Search;

/// <content>Texts against pictures, nothing stored.</content>
internal sealed partial class SearchEngine
{
    /// <summary>Classifies pictures.</summary>
    /// <exception cref="GridException">As <see cref="ISearchGrain.ClassifyAsync"/> says.</exception>
    public async Task<ClassifyResult> ClassifyAsync(ClassifyRequest request, CancellationToken cancellationToken)
    {
        SearchCheck.Check(request);
        ModelVersionInfo model = await grid.ResolveAsync(request.Model, cancellationToken).ConfigureAwait(false);
        if (request.Classes.IsEmpty)
            return await ClassifyByHeadAsync(request, model, cancellationToken).ConfigureAwait(false);
        Task<ZeroShotClassifier> building = classifiers.GetAsync(model, request.Classes, request.Templates, cancellationToken);
        Task<ImmutableArray<EmbeddingOutcome>> embedding = grid.EmbedPicturesAsync(model.Id, request.Pictures, cancellationToken);
        await Task.WhenAll(building, embedding).ConfigureAwait(false);
        ZeroShotClassifier classifier = await building.ConfigureAwait(false);
        ImmutableArray<EmbeddingOutcome> outcomes = await embedding.ConfigureAwait(false);
        return new ClassifyResult(Classes(classifier, outcomes, request.Top), model.Id);
    }

    /// <summary>Scores texts against pictures.</summary>
    /// <exception cref="GridException">As <see cref="ISearchGrain.RankAsync"/> says; the first text or picture that cannot be embedded fails it.</exception>
    public async Task<RankResult> RankAsync(RankRequest request, CancellationToken cancellationToken)
    {
        SearchCheck.Check(request);
        ModelVersionInfo model = await grid.ResolveAsync(request.Model, cancellationToken).ConfigureAwait(false);
        Task<ImmutableArray<EmbeddingOutcome>> pictures = grid.EmbedPicturesAsync(model.Id, request.Pictures, cancellationToken);
        Task<ImmutableArray<EmbeddingOutcome>> texts = grid.EmbedTextsAsync(model.Id, request.Texts, cancellationToken);
        await Task.WhenAll(pictures, texts).ConfigureAwait(false);
        EmbeddingMatrix picture_PD = Matrix(await pictures.ConfigureAwait(false), "Picture");
        EmbeddingMatrix text_TD = Matrix(await texts.ConfigureAwait(false), "Text");
        float[] scores_PT = new float[picture_PD.RowCount * text_TD.RowCount];
        Similarity.Fill(picture_PD.Values, text_TD.Values, text_TD.Dimension, scores_PT);
        return new RankResult
        {
            Scores = scores_PT,
            PictureCount = picture_PD.RowCount,
            TextCount = text_TD.RowCount,
            LogitScale = model.LogitScale,
            Model = model.Id,
        };
    }

    private async Task<ClassifyResult> ClassifyByHeadAsync(ClassifyRequest request, ModelVersionInfo model, CancellationToken cancellationToken)
    {
        ClassifierHead head = await heads.GetAsync(model, cancellationToken).ConfigureAwait(false);
        ImmutableArray<EmbeddingOutcome> outcomes = await grid.EmbedPicturesAsync(model.Id, request.Pictures, cancellationToken).ConfigureAwait(false);
        return new ClassifyResult(
            [.. outcomes.Select(outcome => outcome.Error is null ? HeadAnswers.Best(head, outcome.Vector.Span, request.Top) : new PictureClasses([], outcome.Error))],
            model.Id);
    }

    private static ImmutableArray<PictureClasses> Classes(ZeroShotClassifier classifier, ImmutableArray<EmbeddingOutcome> outcomes, int top)
    {
        ReadOnlyMemory<float>[] vectors = [.. outcomes.Where(outcome => outcome.Error is null).Select(outcome => outcome.Vector)];
        if (vectors.Length == 0)
            return [.. outcomes.Select(outcome => new PictureClasses([], outcome.Error))];
        EmbeddingMatrix pictures = EmbeddingMatrix.FromRows(vectors);
        ScoredItem[][] rankings = classifier.Rank(pictures, top);
        float[] probabilities_NC = classifier.Probabilities(pictures);
        int picture = 0;
        return [.. outcomes.Select(outcome => outcome.Error is null ? Best(picture++) : new PictureClasses([], outcome.Error))];

        PictureClasses Best(int row) => new(
            [.. rankings[row].Select(entry => new ClassProbability(
                classifier.ClassNames[entry.Index],
                probabilities_NC[(row * classifier.ClassNames.Length) + entry.Index],
                entry.Score / classifier.LogitScale))],
            null);
    }

    private static EmbeddingMatrix Matrix(ImmutableArray<EmbeddingOutcome> outcomes, string what)
    {
        for (int i = 0; i < outcomes.Length; i++)
            if (outcomes[i].Error is { } error)
                throw new GridException(outcomes[i].Problem, $"{what} {i + 1} cannot be embedded: {error}");
        return EmbeddingMatrix.FromRows([.. outcomes.Select(outcome => outcome.Vector)]);
    }
}
