namespace ClipGrid.Model.Tokenization;

/// <summary>One merge of a vocabulary: where the first two tokens stand side by side in a word, the third replaces them.</summary>
/// <param name="Left">Id of the first token.</param>
/// <param name="Right">Id of the token that follows it.</param>
/// <param name="Result">Id of the token whose text is the text of both.</param>
public readonly record struct BytePairMerge(int Left, int Right, int Result);
