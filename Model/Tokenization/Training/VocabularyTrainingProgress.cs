namespace ClipGrid.Model.Tokenization.Training;

/// <summary>How far the training of a vocabulary is: first all captions are read, then tokens are merged.</summary>
/// <param name="CaptionCount">Captions read.</param>
/// <param name="DistinctWordCount">Different words among them.</param>
/// <param name="MergeCount">Merges learned.</param>
/// <param name="WantedMergeCount">Merges of a vocabulary of the wanted size.</param>
public sealed record VocabularyTrainingProgress(long CaptionCount, int DistinctWordCount, int MergeCount, int WantedMergeCount);
