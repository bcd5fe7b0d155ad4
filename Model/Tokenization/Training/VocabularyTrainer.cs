using ClipGrid.Model.Tokenization.Files;

namespace ClipGrid.Model.Tokenization.Training;

/// <summary>
/// Learns a vocabulary from captions of any script by byte-pair encoding (Sennrich et al. 2016): the most frequent pair of
/// neighbouring tokens becomes a token, again and again. The result depends on nothing but the captions and the options,
/// not even on the captions' order: of equally frequent pairs the one of the lower ids is taken.
/// </summary>
public static class VocabularyTrainer
{
    private const int CaptionsPerReport = 65536;
    private const int MergesPerReport = 256;

    /// <summary>Trains a vocabulary with the cleaning and splitting that encoding uses; it can be used at once.</summary>
    /// <param name="captions">The captions, read once; none may be null.</param>
    /// <param name="options">Size and limits.</param>
    /// <param name="progress">Told now and then, on the calling thread.</param>
    /// <param name="cancellationToken">Stops between captions and between merges.</param>
    /// <exception cref="ArgumentException">A caption is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Vocabulary Train(
        IEnumerable<string> captions,
        VocabularyTrainingOptions options,
        IProgress<VocabularyTrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(captions);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Size, VocabularyTrainingOptions.MinSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MinPairCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxWordLength, 2);

        int wanted = options.Size - VocabularyTrainingOptions.MinSize;
        var counter = new WordCounter(options.RepairsText, options.MaxWordLength);
        long captionCount = 0;
        foreach (string caption in captions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            counter.Add(caption ?? throw new ArgumentException($"Caption {captionCount} is null: leave it out.", nameof(captions)));
            if (++captionCount % CaptionsPerReport == 0)
                Report(0);
        }

        var merges = new List<MergeText>(wanted);
        var learner = new MergeLearner(counter.Words(), options.MinPairCount);
        while (merges.Count < wanted && learner.TryLearn(out MergeText merge))
        {
            cancellationToken.ThrowIfCancellationRequested();
            merges.Add(merge);
            if (merges.Count % MergesPerReport == 0)
                Report(merges.Count);
        }
        Report(merges.Count);
        return VocabularyBuilder.Build("the trained vocabulary", OpenAiFile.Tokens(merges), "the trained vocabulary", merges);

        void Report(int mergeCount) =>
            progress?.Report(new VocabularyTrainingProgress(captionCount, counter.DistinctWordCount, mergeCount, wanted));
    }
}
