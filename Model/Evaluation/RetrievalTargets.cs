namespace ClipGrid.Model.Evaluation;

/// <summary>The scores that the right items reach; a rank is how many others do better.</summary>
internal sealed class RetrievalTargets
{
    /// <summary>Per caption the row of its picture [M].</summary>
    public required int[] PictureOfCaption { get; init; }

    /// <summary>Per caption its score with its picture [M].</summary>
    public required float[] CaptionScore { get; init; }

    /// <summary>Per picture its caption with the highest score, the first among equals, or -1 [N].</summary>
    public required int[] BestCaption { get; init; }

    /// <summary>Scores the known pairs.</summary>
    public static RetrievalTargets Of(RetrievalRequest request)
    {
        int[] pictureOf = request.ResolvePictureOfCaption();
        float[] scores = new float[pictureOf.Length];
        int[] best = new int[request.Pictures.RowCount];
        Array.Fill(best, -1);
        for (int caption = 0; caption < pictureOf.Length; caption++)
        {
            int picture = pictureOf[caption];
            scores[caption] = Similarity.Dot(request.Pictures.Row(picture), request.Captions.Row(caption));
            if (best[picture] < 0 || scores[caption] > scores[best[picture]])
                best[picture] = caption;
        }
        return new RetrievalTargets { PictureOfCaption = pictureOf, CaptionScore = scores, BestCaption = best };
    }
}
