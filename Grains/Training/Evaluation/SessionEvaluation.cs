using System.Collections.Immutable;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Models;
using ClipGrid.Grains.Training.Data;
using ClipGrid.Model.Classification;
using ClipGrid.Model.Evaluation;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Evaluation;

/// <summary>
/// Judges models by a session's held-out items. The pictures are embedded by the whole cluster, partition by partition in fixed batches;
/// the ranking is done here, so that the values are those of one process, to the last bit.
/// </summary>
internal sealed class SessionEvaluation(SessionId id, SessionSpecification specification, SessionPlan plan, EvaluationSurroundings surroundings)
{
    private static readonly TimeSpan LongestCleaning = TimeSpan.FromSeconds(30);
    private SessionItems? _items;

    /// <summary>Evaluates a model.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="folder">The model's local folder, with its classifier where labels are learned.</param>
    /// <param name="told">Told how far it is, from any thread; or null.</param>
    /// <param name="cancellationToken">Ends it everywhere.</param>
    /// <returns>The values by their names, see <see cref="EvaluationMetrics"/>.</returns>
    /// <exception cref="GridException">Internal: the model's vectors are no numbers. NotFound, Corrupt, StorageFull, Unavailable.</exception>
    public async Task<ImmutableSortedDictionary<string, double>> RunAsync(long step, string folder, Action<EvaluationProgress>? told, CancellationToken cancellationToken)
    {
        _items ??= await SessionItems.LoadAsync(plan.OfHeldOut, specification, surroundings.Partitions, cancellationToken).ConfigureAwait(false);
        EvaluationCandidate candidate = await surroundings.Candidates.UploadAsync(id, step, folder, cancellationToken).ConfigureAwait(false);
        try
        {
            ShareVectors[] shares = await EmbedAsync(candidate, told, cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => Score(step, folder, shares, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await RemoveAsync(candidate).ConfigureAwait(false);
        }
    }

    private bool IsRetrieval => specification.Task == TrainingTask.Contrastive;

    /// <summary>The value that decides which checkpoint is the best.</summary>
    public string Deciding => EvaluationMetrics.Deciding(specification.Task, specification.Evaluation!, IsZeroShot);

    private bool IsZeroShot => IsRetrieval && !plan.Classes.IsEmpty;

    private async Task<ShareVectors[]> EmbedAsync(EvaluationCandidate candidate, Action<EvaluationProgress>? told, CancellationToken cancellationToken)
    {
        EvaluationShareRequest request = new() { Session = id, Candidate = candidate, WithCaptions = IsRetrieval, LabelTemplate = specification.LabelTemplate };
        int[] numbers = [.. Enumerable.Range(0, plan.HeldOut.Length), .. IsZeroShot ? [ShareKey.ClassTexts] : Array.Empty<int>()];
        int[] done = new int[numbers.Length];
        // The first failure ends the others: without its share there is no result.
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ShareVectors>[] shares = [.. numbers.Select((number, i) => FollowAsync(new ShareFollower(surroundings, request, number, count => Tell(i, count)), ends))];
        return await Task.WhenAll(shares).ConfigureAwait(false);

        void Tell(int share, int count)
        {
            Volatile.Write(ref done[share], count);
            told?.Invoke(new EvaluationProgress(done.Sum(), plan.HeldOutCount));
        }
    }

    private static async Task<ShareVectors> FollowAsync(ShareFollower follower, CancellationTokenSource ends)
    {
        try
        {
            return await follower.RunAsync(ends.Token).ConfigureAwait(false);
        }
        catch
        {
            await ends.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private ImmutableSortedDictionary<string, double> Score(long step, string folder, ShareVectors[] shares, CancellationToken cancellationToken)
    {
        ReadOnlySpan<ShareVectors> items = shares.AsSpan(0, plan.HeldOut.Length);
        float[] pictures_ND = Joined(items, share => share.Pictures);
        try
        {
            if (!IsRetrieval)
            {
                ClassifierHead head = ModelFaults.Guard(folder, GridProblem.Internal, () => ClassifierHead.Find(folder, shares[0].Dimension))
                    ?? throw new GridException(GridProblem.Internal, $"The model of step {step} has no classifier to be evaluated with.");
                int[] rows = [.. plan.Classes.Select(label => head.Classes.IndexOf(label, 0, head.Classes.Length, StringComparer.Ordinal))];
                return EvaluationScores.Classification(pictures_ND, head, [.. _items!.Classes.Select(place => rows[place])], cancellationToken);
            }
            ImmutableSortedDictionary<string, double> values = IsZeroShot
                ? EvaluationScores.ZeroShot(pictures_ND, new EmbeddingMatrix(shares[^1].Captions, shares[^1].Dimension), plan.Classes, _items!.Classes, cancellationToken)
                : ImmutableSortedDictionary.Create<string, double>(StringComparer.Ordinal);
            // Where all texts are labels, many are equal and none finds its own picture: that is measured only where it was asked for.
            return values.ContainsKey(Deciding)
                ? values
                : values.AddRange(EvaluationScores.Retrieval(
                    pictures_ND, Joined(items, share => share.Captions), shares[0].Dimension, [.. _items!.Texts.Select(text => text.Captions)], cancellationToken));
        }
        catch (InvalidEmbeddingException error)
        {
            throw new GridException(GridProblem.Internal, $"The model of step {step} cannot be evaluated: {error.Message}", error);
        }
    }

    private async Task RemoveAsync(EvaluationCandidate candidate)
    {
        try
        {
            using CancellationTokenSource soon = new(LongestCleaning, surroundings.Time);
            await surroundings.Candidates.DeleteAsync(candidate, soon.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is GridException or OperationCanceledException)
        {
            surroundings.Logger.LogWarning(error, "{Prefix} could not be removed; it goes when the session is taken up again.", candidate.Prefix);
        }
    }

    private static float[] Joined(ReadOnlySpan<ShareVectors> shares, Func<ShareVectors, float[]> part)
    {
        int length = 0;
        foreach (ShareVectors share in shares)
            length = checked(length + part(share).Length);
        float[] all = new float[length];
        int next = 0;
        foreach (ShareVectors share in shares)
        {
            part(share).CopyTo(all, next);
            next += part(share).Length;
        }
        return all;
    }
}
