namespace ClipGrid.Model.Evaluation;

/// <summary>Retrieval in both directions.</summary>
public sealed record RetrievalReport
{
    /// <summary>
    /// A picture asks, all captions answer. A picture with several captions is scored by the best placed of them (the convention
    /// of COCO and Flickr30k evaluation).
    /// </summary>
    public required RetrievalMetrics ImageToText { get; init; }

    /// <summary>A caption asks, all pictures answer. Every caption is a query of its own.</summary>
    public required RetrievalMetrics TextToImage { get; init; }

    /// <summary>Ranks every pair and sums up.</summary>
    /// <exception cref="ArgumentException">The parts of the request do not fit together, or there is no pair.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static RetrievalReport Evaluate(RetrievalRequest request, CancellationToken cancellationToken = default)
    {
        RetrievalRanks ranks = RetrievalRanks.Compute(request, cancellationToken);
        return new RetrievalReport
        {
            ImageToText = RetrievalMetrics.FromRanks(ranks.ImageToText.Span),
            TextToImage = RetrievalMetrics.FromRanks(ranks.TextToImage.Span),
        };
    }
}
