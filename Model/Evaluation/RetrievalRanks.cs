namespace ClipGrid.Model.Evaluation;

// N pictures, M captions, D dimension

/// <summary>
/// The 0-based rank of the right item for every query, in both directions:
/// the number of candidates with a higher score, plus those with the same score and a lower index.
/// </summary>
public sealed record RetrievalRanks
{
    /// <summary>Stands for the rank of a picture without a caption.</summary>
    public const int None = -1;

    private const int PictureBlock = 32;
    private const int CaptionBlock = 256;

    /// <summary>Per picture [N] the rank of its best placed caption among all captions, or <see cref="None"/>.</summary>
    public required ReadOnlyMemory<int> ImageToText { get; init; }

    /// <summary>Per caption [M] the rank of its picture among all pictures.</summary>
    public required ReadOnlyMemory<int> TextToImage { get; init; }

    /// <summary>
    /// Ranks both directions in one pass over tiles of the N x M scores. Memory grows with N + M, not with their product.
    /// </summary>
    /// <exception cref="ArgumentException">The parts of the request do not fit together.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RetrievalRanks Compute(RetrievalRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RetrievalTargets targets = RetrievalTargets.Of(request);
        int[] imageToText = new int[request.Pictures.RowCount];
        int[] textToImage = new int[request.Captions.RowCount];
        var merging = new Lock();
        int blockCount = (request.Pictures.RowCount + PictureBlock - 1) / PictureBlock;
        Parallel.For(
            0,
            blockCount,
            new ParallelOptions { MaxDegreeOfParallelism = request.MaxParallelism, CancellationToken = cancellationToken },
            () => new RankCounter(targets, PictureBlock * CaptionBlock),
            (block, _, counter) =>
            {
                int first = block * PictureBlock;
                int count = Math.Min(PictureBlock, request.Pictures.RowCount - first);
                for (int caption = 0; caption < request.Captions.RowCount; caption += CaptionBlock)
                    counter.Count(request, first, count, caption, Math.Min(CaptionBlock, request.Captions.RowCount - caption), imageToText);
                return counter;
            },
            counter =>
            {
                lock (merging)
                    counter.AddTo(textToImage);
            });
        for (int picture = 0; picture < imageToText.Length; picture++)
            if (targets.BestCaption[picture] < 0)
                imageToText[picture] = None;
        return new RetrievalRanks { ImageToText = imageToText, TextToImage = textToImage };
    }
}
