using System.Numerics;
using System.Runtime.InteropServices;

namespace ClipGrid.Model.Evaluation;

/// <summary>One thread's share of the ranking: a tile of scores and the counts that it leads to.</summary>
internal sealed class RankCounter(RetrievalTargets targets, int tileSize)
{
    private readonly float[] _tile = new float[tileSize];
    private readonly int[] _textToImage = new int[targets.CaptionScore.Length];

    /// <summary>Scores a block of pictures with a block of captions and counts who is ahead of the right items.</summary>
    public void Count(RetrievalRequest request, int firstPicture, int pictureCount, int firstCaption, int captionCount, int[] imageToText)
    {
        Similarity.Fill(request.Pictures.Rows(firstPicture, pictureCount), request.Captions.Rows(firstCaption, captionCount), request.Pictures.Dimension, _tile);
        for (int row = 0; row < pictureCount; row++)
        {
            int picture = firstPicture + row;
            ReadOnlySpan<float> scores = _tile.AsSpan(row * captionCount, captionCount);
            CountForCaptions(scores, picture, firstCaption);
            if (targets.BestCaption[picture] is >= 0 and int best)
            {
                int before = Math.Clamp(best - firstCaption, 0, captionCount);
                float target = targets.CaptionScore[best];
                imageToText[picture] += CountAtLeast(scores[..before], target) + CountAbove(scores[before..], target);
            }
        }
    }

    /// <summary>Adds this thread's counts to the sum.</summary>
    public void AddTo(int[] textToImage)
    {
        for (int caption = 0; caption < textToImage.Length; caption++)
            textToImage[caption] += _textToImage[caption];
    }

    // A comparison yields -1 in every lane where it holds, so subtracting the mask counts.
    private void CountForCaptions(ReadOnlySpan<float> scores, int picture, int firstCaption)
    {
        ReadOnlySpan<float> targetScores = targets.CaptionScore.AsSpan(firstCaption, scores.Length);
        ReadOnlySpan<int> owners = targets.PictureOfCaption.AsSpan(firstCaption, scores.Length);
        Span<int> counts = _textToImage.AsSpan(firstCaption, scores.Length);
        ReadOnlySpan<Vector<float>> scores_V = MemoryMarshal.Cast<float, Vector<float>>(scores);
        ReadOnlySpan<Vector<float>> targets_V = MemoryMarshal.Cast<float, Vector<float>>(targetScores);
        ReadOnlySpan<Vector<int>> owners_V = MemoryMarshal.Cast<int, Vector<int>>(owners);
        Span<Vector<int>> counts_V = MemoryMarshal.Cast<int, Vector<int>>(counts);
        var picture_V = new Vector<int>(picture);
        for (int i = 0; i < scores_V.Length; i++)
        {
            Vector<int> tiedBefore = Vector.Equals(scores_V[i], targets_V[i]) & Vector.LessThan(picture_V, owners_V[i]);
            counts_V[i] -= Vector.GreaterThan(scores_V[i], targets_V[i]) | tiedBefore;
        }
        for (int i = scores_V.Length * Vector<float>.Count; i < scores.Length; i++)
            if (scores[i] > targetScores[i] || (scores[i] == targetScores[i] && picture < owners[i]))
                counts[i]++;
    }

    private static int CountAbove(ReadOnlySpan<float> scores, float target)
    {
        var target_V = new Vector<float>(target);
        Vector<int> count_V = Vector<int>.Zero;
        ReadOnlySpan<Vector<float>> scores_V = MemoryMarshal.Cast<float, Vector<float>>(scores);
        foreach (ref readonly Vector<float> score in scores_V)
            count_V -= Vector.GreaterThan(score, target_V);
        int count = Vector.Sum(count_V);
        foreach (float score in scores[(scores_V.Length * Vector<float>.Count)..])
            count += score > target ? 1 : 0;
        return count;
    }

    private static int CountAtLeast(ReadOnlySpan<float> scores, float target)
    {
        var target_V = new Vector<float>(target);
        Vector<int> count_V = Vector<int>.Zero;
        ReadOnlySpan<Vector<float>> scores_V = MemoryMarshal.Cast<float, Vector<float>>(scores);
        foreach (ref readonly Vector<float> score in scores_V)
            count_V -= Vector.GreaterThanOrEqual(score, target_V);
        int count = Vector.Sum(count_V);
        foreach (float score in scores[(scores_V.Length * Vector<float>.Count)..])
            count += score >= target ? 1 : 0;
        return count;
    }
}
